package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.job.TableSummary;
import dev.tranche.model.object.FaultyObjectStore;
import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.worker.SourceDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose file is the snapshot itself goes on at any byte, and knows its rows when all bytes are there (C33, C43, C52). */
class SqliteFileJobTest {
    private static final int ROWS = 300;

    @TempDir
    Path home;

    private Path database;

    @BeforeEach
    void aDatabase() {
        database = SourceDatabase.withRows(home.resolve("main.db"), ROWS);
    }

    @Test
    void c52EveryChunkGoesOnFromTheRowAloneWhenNoWorkerLivesForTwo() throws Exception {
        var undisturbed = simulation();
        var expected = undisturbed.accept(ExportFormat.SQLITE);
        undisturbed.run(expected);
        var simulation = simulation();
        var id = simulation.accept(ExportFormat.SQLITE);

        simulation.runAWorkerAChunk(id);

        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(simulation.objectOf(id)).isEqualTo(undisturbed.objectOf(expected));
        simulation.sweep(id);
        simulation.assertNothingLeft(id);
    }

    @Test
    void c33ACompletedJobHasTheRowsAndTablesThatWereCounted() throws Exception {
        var simulation = simulation();
        var id = simulation.accept(ExportFormat.SQLITE);

        simulation.run(id);

        assertRowsAreCounted(simulation, id);
        assertThat(simulation.rows.tables(id))
                .extracting(TableSummary::table, TableSummary::rows)
                .containsExactly(tuple("t", (long) ROWS));
    }

    @Test
    void c50RowsThatViolateADeclarationHinderNoJobAndAreInItsWarnings() throws Exception {
        SourceDatabase.of(
                database,
                "UPDATE t SET value = NULL WHERE id % 3 = 0",
                "PRAGMA writable_schema = ON",
                "UPDATE sqlite_schema SET sql = replace(sql, 'value REAL', 'value REAL NOT NULL') WHERE name = 't'");
        var simulation = simulation();
        var id = simulation.accept(ExportFormat.SQLITE);

        simulation.run(id);

        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(simulation.row(id).warnings())
                .contains("SQLite's integrity_check finds in the database as in the file: NULL value in t.value ("
                        + ROWS / 3 + " times)");
    }

    /** The tables of the first generation went with its upload. */
    @Test
    void p8AGenerationThatBeginsAnewHasItsRowsCountedAgain() throws Exception {
        var simulation = simulation();
        simulation.objects.fail(FaultPlan.on("complete")
                .failWith(() -> FaultyObjectStore.failure(
                        "complete", ObjectStoreException.Reason.NO_SUCH_UPLOAD, "NoSuchUpload")));
        var id = simulation.accept(ExportFormat.SQLITE);

        simulation.run(id);

        assertThat(simulation.row(id).findPreparation().orElseThrow().plan().generation())
                .isEqualTo(2);
        assertRowsAreCounted(simulation, id);
    }

    @Test
    void p14WhenTimeIsUpDuringTheCheckTheBytesAreCommittedAndNoRowIsClaimed() throws Exception {
        var simulation = simulation().withSlices(Duration.ofMinutes(1));
        var id = simulation.accept(ExportFormat.SQLITE);
        simulation.jobs.fail(FaultPlan.on("tables").meanwhile(() -> {
            simulation.shutdown.request();
            simulation.time.jump(Shutdown.WORK_ENDS_AFTER);
        }));

        simulation.deliver();

        var row = simulation.row(id);
        assertThat(row.sealed()).isFalse();
        var checkpoint = row.findCheckpoint().orElseThrow();
        assertThat(checkpoint.uploaded().bytes())
                .isEqualTo(row.findPreparation().orElseThrow().snapshot().bytes());
        assertThat(checkpoint.written().rows()).isZero();
        assertThat(simulation.rows.tables(id)).isEmpty();
    }

    private static void assertRowsAreCounted(Simulation simulation, JobId id) {
        var row = simulation.row(id);
        assertThat(row.status()).isEqualTo(JobStatus.COMPLETED);
        var checkpoint = row.findCheckpoint().orElseThrow();
        assertThat(checkpoint.written().rows()).isEqualTo(ROWS);
        assertThat(checkpoint.written().completedTables())
                .isEqualTo(row.findPreparation().orElseThrow().plan().totalTables());
        assertThat(checkpoint.uploaded().bytes()).isEqualTo(simulation.objectOf(id).length);
    }

    private Simulation simulation() throws Exception {
        return new Simulation(Files.createTempDirectory(home, "spool"), database, 7);
    }
}
