package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.JobId;
import dev.tranche.worker.SourceDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SIGTERM makes of a delivery (P14). */
class ShutdownTest {
    @TempDir
    Path home;

    private Simulation simulation;
    private JobId id;

    @BeforeEach
    void aJobWithLongSlices() throws Exception {
        var database = SourceDatabase.withRows(home.resolve("main.db"), 40);
        simulation = new Simulation(Files.createDirectory(home.resolve("spool")), database, 1)
                .withSlices(Duration.ofMinutes(1));
        id = simulation.accept(ExportFormat.SQL);
    }

    @Test
    void p14AtTheNextPartBoundaryTheWorkIsCommittedAndHandedOn() {
        simulation.objects.fail(FaultPlan.on("uploadPart").call(2).meanwhile(simulation.shutdown::request));
        simulation.deliver();
        assertThat(simulation.row(id).turn().step()).isEqualTo(2);
        assertThat(simulation.rows.parts(id)).hasSize(2);
        assertThat(simulation.queue.published()).hasSize(1);
    }

    @Test
    void p14WhenTimeIsUpHalfWayThroughAPartThoseBeforeAreCommitted() {
        simulation.objects.fail(FaultPlan.on("uploadPart").call(2).meanwhile(this::runOutOfTime));
        simulation.deliver();
        assertThat(simulation.row(id).turn().step()).isEqualTo(2);
        assertThat(simulation.rows.parts(id)).hasSize(2);
    }

    @Test
    void p14WithNothingStoredTheAttemptIsGivenBack() {
        simulation.jobs.fail(FaultPlan.on("prepare").afterEffect().meanwhile(this::runOutOfTime));
        simulation.deliver();
        var turn = simulation.row(id).turn();
        assertThat(turn.step()).isEqualTo(1);
        assertThat(turn.attempts().attempts()).isZero();
        assertThat(turn.hold().findHolder()).isEmpty();
        assertThat(simulation.queue.published()).isEmpty();
        assertThat(simulation.queue.size()).isEqualTo(1);
    }

    @Test
    void p14WhenTimeIsUpWhileRowsAreCountedWhatIsStoredIsCommitted() {
        simulation.jobs.fail(FaultPlan.on("tables").meanwhile(this::runOutOfTime));
        simulation.deliver();
        var row = simulation.row(id);
        assertThat(row.sealed()).isFalse();
        assertThat(row.turn().step()).isEqualTo(2);
        assertThat(row.findCheckpoint().orElseThrow().written().rows()).isEqualTo(40);
    }

    private void runOutOfTime() {
        simulation.shutdown.request();
        simulation.time.jump(Shutdown.WORK_ENDS_AFTER);
    }
}
