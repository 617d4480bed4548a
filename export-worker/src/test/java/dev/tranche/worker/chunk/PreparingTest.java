package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.engine.EngineFingerprint;
import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.Via;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.store.Claim;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.Holder;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.Preparation;
import dev.tranche.model.store.Release;
import dev.tranche.model.store.Reservation;
import dev.tranche.model.store.WorkerReport;
import dev.tranche.worker.SourceDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Step 0, and what a job waits for (P3, P15, P18). */
class PreparingTest {
    @TempDir
    Path home;

    private Simulation simulation;

    @BeforeEach
    void aWorker() throws Exception {
        var database = SourceDatabase.withRows(home.resolve("main.db"), 40);
        simulation = new Simulation(Files.createDirectory(home.resolve("spool")), database, 1);
    }

    @Test
    void p3StepZeroIsCommittedBeforeAnyByteIsUploaded() {
        var id = simulation.accept(ExportFormat.SQL);
        simulation.objects.fail(FaultPlan.on("uploadPart").meanwhile(() -> {
            var row = simulation.row(id);
            assertThat(row.turn().step()).isEqualTo(1);
            assertThat(row.status()).isEqualTo(JobStatus.IN_PROGRESS);
            assertThat(row.turn().isHeld(simulation.time.instant())).isTrue();
            assertThat(row.findPreparation().map(Preparation::upload))
                    .contains(simulation.memory.listUploads().get(0).upload());
        }));
        simulation.run(id);
        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void p3TheSnapshotIsNamedAfterJobAndHolderAndTheUploadMarkedWithJobAndNonce() {
        var id = simulation.accept(ExportFormat.SQL);
        simulation.deliver();
        var preparation = simulation.row(id).findPreparation().orElseThrow();
        assertThat(preparation.snapshot().fileName()).matches(id + "\\.[0-9a-f]{16}\\.db");
        assertThat(preparation.destination().owner().jobId()).isEqualTo(id);
        assertThat(preparation.plan().fingerprint()).isEqualTo(EngineFingerprint.current());
    }

    @Test
    void p3AJobWithoutRoomWaitsUncountedAndSaysSo() {
        fillTheSpool();
        var id = simulation.accept(ExportFormat.SQL);
        simulation.deliver();
        var row = simulation.row(id);
        assertThat(Optional.ofNullable(row.waiting()).map(Job.Waiting::reason)).contains("room in the spool folder");
        assertThat(row.turn().attempts().attempts()).isZero();
        assertThat(row.turn().attempts().nextAttemptAt())
                .isEqualTo(simulation.time.instant().plusSeconds(10));
    }

    @Test
    void p3AJobThatFoundRoomGoesOn() {
        var other = fillTheSpool();
        var id = simulation.accept(ExportFormat.SQL);
        simulation.deliver();
        simulation.rows.cancel(other, simulation.time.instant());
        simulation.run(id);
        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void p3AJobThatFoundNoRoomForADayFails() {
        fillTheSpool();
        var id = simulation.accept(ExportFormat.SQL);
        simulation.deliver();
        simulation.time.jump(Duration.ofHours(25));
        simulation.run(id);
        assertThat(simulation.row(id).findEnding().flatMap(Ending::findErrorMessage))
                .contains("Not enough spool space");
    }

    /** Another job keeps all the room there is. */
    private JobId fillTheSpool() {
        var other = simulation.accept(ExportFormat.SQL);
        var claim = new Claim(other, 0, Holder.create(new Random(99)));
        var now = simulation.time.instant();
        simulation.rows.claim(claim, now);
        simulation.rows.reserve(claim, new Reservation(Long.MAX_VALUE / 2, Long.MAX_VALUE, now));
        simulation.rows.release(claim, Release.waiting(now, Instant.parse("2030-01-01T00:00:00Z"), "a test"));
        simulation.queue.forget(other);
        return other;
    }

    @Test
    void p15AJobOfAnotherEngineWaitsUncountedWhileAWorkerLikeItIsAlive() {
        var id = jobOfAnotherEngine();
        var now = simulation.time.instant();
        simulation.rows.report(new WorkerReport("old", now, now, now, "another"));
        simulation.deliver();
        var row = simulation.row(id);
        assertThat(Optional.ofNullable(row.waiting()).map(Job.Waiting::reason))
                .contains("a worker with engine another");
        assertThat(row.turn().attempts().attempts()).isZero();
        assertThat(simulation
                        .queue
                        .published()
                        .get(simulation.queue.published().size() - 1)
                        .queuedAt())
                .isEqualTo(simulation.time.instant().plusSeconds(10));
    }

    @Test
    void p15AJobOfAnEngineThatIsNoMoreBeginsAnewFromTheSameSnapshot() {
        var id = jobOfAnotherEngine();
        simulation.run(id);
        var row = simulation.row(id);
        assertThat(row.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(row.findPreparation().map(p -> p.plan().generation())).contains(2);
        simulation.assertNothingLeft(id);
    }

    /** Its parts so far were written by an engine with another fingerprint. */
    private JobId jobOfAnotherEngine() {
        var id = simulation.accept(ExportFormat.SQL);
        simulation.deliver();
        preparedAs(id, "another", Simulation.PART_SIZE);
        return id;
    }

    /** As if step 0 had decided otherwise. */
    private void preparedAs(JobId id, String fingerprint, PartSize partSize) {
        var row = simulation.row(id);
        var found = row.findPreparation().orElseThrow();
        var plan = new Preparation.Plan(
                found.plan().text(), fingerprint, found.plan().totalTables(), 1);
        var destination =
                new Preparation.Destination(found.upload(), found.destination().owner(), partSize);
        var claim = new Claim(id, row.turn().step(), Holder.create(new Random(99)));
        var now = simulation.time.instant();
        simulation.rows.claim(claim, now);
        simulation.rows.restart(claim, new Preparation(found.snapshot(), plan, destination, found.warnings()), now);
        simulation.rows.release(claim.next(), Release.givenBack(now));
        simulation.queue.forget(id);
        simulation.queue.again(new ChunkMessage(id, claim.step() + 1, Via.NEXT, now), now);
    }

    @Test
    void p18ALongDocumentGetsLargerParts() {
        var least = new PartSize(16L * 1024 * 1024);
        assertThat(PartSizes.choose(least, 100_000_000_000L)).isEqualTo(least);
        var larger = PartSizes.choose(least, 1_000_000_000_000L);
        assertThat(larger.bytes() % (1024 * 1024)).isZero();
        assertThat(1_000_000_000_000L / larger.bytes()).isLessThan(PartSizes.MAX_PARTS);
    }

    @Test
    void p18ADocumentBeyondItsBoundBeginsAnewWithPartsFourTimesTheSize() throws Exception {
        SourceDatabase.of(
                home.resolve("main.db"),
                "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)"
                        + " INSERT INTO t SELECT i, 'row', 1.5, zeroblob(170) FROM n");
        simulation.withSlices(Duration.ofMinutes(1));
        var id = simulation.accept(ExportFormat.SQL);
        simulation.objects.fail(FaultPlan.on("uploadPart"));
        simulation.deliver();
        simulation.time.jump(Duration.ofSeconds(1));
        preparedAs(id, EngineFingerprint.current(), Simulation.PART_SIZE);
        simulation.run(id);
        var row = simulation.row(id);
        assertThat(row.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(row.findPreparation().map(p -> p.destination().partSize().bytes()))
                .contains(4 * Simulation.PART_SIZE.bytes());
    }
}
