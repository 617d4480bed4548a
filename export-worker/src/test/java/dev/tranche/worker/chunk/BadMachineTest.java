package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.fault.SmallDisk;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.store.Ending;
import dev.tranche.worker.SourceDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker on a machine that fails it: full disk, read-only folder, a source that is another file now, a host that slept (issue 5). */
class BadMachineTest {
    @TempDir
    Path home;

    private Simulation simulation;
    private JobId id;
    private byte[] undisturbed;
    private SmallDisk disk;

    @BeforeEach
    void aJob() throws Exception {
        var database = SourceDatabase.withRows(home.resolve("main.db"), 40);
        var calm = new Simulation(Files.createDirectory(home.resolve("calm")), database, 1);
        var same = calm.accept(ExportFormat.SQL);
        calm.run(same);
        undisturbed = calm.objectOf(same);
        simulation = new Simulation(Files.createDirectory(home.resolve("spool")), database, 1);
        id = simulation.accept(ExportFormat.SQL);
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void c6ADatabaseThatIsReplacedByAnotherFileIsExportedAsItWasAtTheSnapshot() throws Exception {
        simulation.deliver();
        var other = SourceDatabase.of(home.resolve("other.db"), "CREATE TABLE another (x)");
        Files.move(other, home.resolve("main.db"), StandardCopyOption.REPLACE_EXISTING);

        simulation.run(id);

        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(simulation.objectOf(id)).isEqualTo(undisturbed);
        simulation.assertNothingLeft(id);
    }

    @Test
    void p3AJobWaitsForRoomAndGoesOnWhenThereIsSome() throws Exception {
        onASmallDisk();
        disk.fill();
        simulation.deliver();
        assertThat(simulation.row(id).waiting()).isNotNull();
        disk.makeRoom();

        simulation.run(id);

        assertWhole();
    }

    /** Somebody else took the room after it was reserved. */
    @Test
    void issue5ADiskThatGetsFullUnderTheSnapshotIsAFailedAttempt() throws Exception {
        onASmallDisk();
        simulation.jobs.fail(FaultPlan.on("reserve").afterEffect().meanwhile(() -> quietly(disk::fill)));
        simulation.deliver();
        assertThat(simulation.row(id).turn().attempts().lastError()).contains("disk is full");
        quietly(disk::makeRoom);

        simulation.run(id);

        assertWhole();
    }

    @Test
    void issue5ADiskThatStaysFullFailsTheJobWithThatCauseAndLeavesNothing() throws Exception {
        onASmallDisk();
        simulation.jobs.fail(FaultPlan.on("begin").fromCall(1).meanwhile(() -> quietly(this::makeRoomAgain)));
        simulation.jobs.fail(FaultPlan.on("reserve").fromCall(1).afterEffect().meanwhile(() -> quietly(disk::fill)));

        simulation.run(id);

        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.FAILED);
        assertThat(simulation
                        .row(id)
                        .findEnding()
                        .flatMap(Ending::findErrorMessage)
                        .orElse(""))
                .contains("disk is full")
                .doesNotContain(home.toString());
        simulation.assertNothingLeft(id);
    }

    private void makeRoomAgain() throws Exception {
        if (Files.exists(disk.folder().resolve("filling"))) {
            disk.makeRoom();
        }
    }

    @Test
    void issue5ASpoolFolderThatCannotBeWrittenIsWaitedFor() throws Exception {
        onASmallDisk();
        disk.makeReadOnly();
        simulation.deliver();
        assertThat(simulation.row(id).turn().attempts().lastError())
                .isNotEmpty()
                .doesNotContain(home.toString());
        disk.makeWritable();

        simulation.run(id);

        assertWhole();
    }

    @Test
    void issue5ASpoolShareThatIsGoneForAMinuteIsWaitedFor() throws Exception {
        simulation.deliver();
        var folder = simulation.spool.path();
        var away = folder.resolveSibling("away");
        Files.move(folder, away);
        simulation.deliver();
        simulation.deliver();
        Files.move(away, folder);

        simulation.run(id);

        assertWhole();
    }

    @Test
    void p2AMachineThatSleptForHoursGoesOnWhereItWas() {
        simulation.objects.fail(
                FaultPlan.on("uploadPart").call(2).meanwhile(() -> simulation.time.jump(Duration.ofHours(8))));

        simulation.run(id);

        assertWhole();
        assertThat(simulation.row(id).turn().attempts().deaths()).isZero();
    }

    private void onASmallDisk() throws Exception {
        disk = SmallDisk.mount(Files.createDirectory(home.resolve("small")), 1);
        simulation = new Simulation(disk.folder(), home.resolve("main.db"), 1);
        id = simulation.accept(ExportFormat.SQL);
    }

    private void assertWhole() {
        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(simulation.objectOf(id)).isEqualTo(undisturbed);
        simulation.assertNothingLeft(id);
    }

    /** What a test does to the disk. */
    private interface Action {
        void run() throws Exception;
    }

    private static void quietly(Action action) {
        try {
            action.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
