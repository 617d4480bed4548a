package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.Job;
import dev.tranche.worker.SourceDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end as a step, and the beginnings anew (P8, P15, P16, P18). */
class FinishingTest {
    @TempDir
    Path home;

    private Path database;
    private Simulation simulation;

    @BeforeEach
    void aWorker() throws Exception {
        database = SourceDatabase.withRows(home.resolve("main.db"), 40);
        simulation = new Simulation(Files.createDirectory(home.resolve("spool")), database, 1);
    }

    @Test
    void c53AllPartsButTheLastAreEqual() {
        var id = simulation.accept(ExportFormat.SQL);
        simulation.run(id);
        var parts = simulation.rows.parts(id);
        assertThat(parts).hasSizeGreaterThan(3);
        assertThat(parts.subList(0, parts.size() - 1)).allMatch(p -> p.bytes() == Simulation.PART_SIZE.bytes());
        assertThat(parts.get(parts.size() - 1).bytes()).isBetween(1L, Simulation.PART_SIZE.bytes());
    }

    @Test
    void c33ACompletedJobHasTheObjectsSizeAndAllTables() {
        var id = simulation.accept(ExportFormat.SQL);
        simulation.run(id);
        var checkpoint = simulation.row(id).findCheckpoint().orElseThrow();
        assertThat(checkpoint.uploaded().bytes()).isEqualTo(simulation.objectOf(id).length);
        assertThat(checkpoint.written().completedTables()).isEqualTo(1);
        assertThat(checkpoint.written().rows()).isEqualTo(40);
    }

    @Test
    void c56AnEmptyDocumentIsPutInOneCall() {
        SourceDatabase.of(database, "DROP TABLE t");
        var id = simulation.accept(ExportFormat.NDJSON);
        simulation.run(id);
        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(simulation.objectOf(id)).isEmpty();
        assertThat(simulation.objects.faults().calls("put")).isEqualTo(1);
        simulation.assertNothingLeft(id);
    }

    @Test
    void p8ETagsThatChangedAreReadFromTheListing() {
        simulation.objects.fail(FaultPlan.on("complete").meanwhile(simulation.memory::rewriteEtags));
        var id = simulation.accept(ExportFormat.SQL);
        simulation.run(id);
        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(generation(simulation.row(id))).isEqualTo(1);
    }

    @Test
    void p8AnUploadThatIsGoneBeginsAnewFromTheSameSnapshot() {
        simulation.objects.fail(FaultPlan.on("complete").meanwhile(this::loseUploads));
        var id = simulation.accept(ExportFormat.SQL);
        simulation.run(id);
        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(generation(simulation.row(id))).isEqualTo(2);
        simulation.assertNothingLeft(id);
    }

    @Test
    void p8AnUploadThatIsGoneHalfWayBeginsAnewToo() {
        simulation.objects.fail(FaultPlan.on("uploadPart").call(3).meanwhile(this::loseUploads));
        var id = simulation.accept(ExportFormat.SQL);
        simulation.run(id);
        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(generation(simulation.row(id))).isEqualTo(2);
    }

    @Test
    void p8AnUploadThatIsGoneTwiceFailsTheJob() {
        simulation.objects.fail(FaultPlan.on("complete").fromCall(1).meanwhile(this::loseUploads));
        var id = simulation.accept(ExportFormat.SQL);
        simulation.run(id);
        assertThat(simulation.row(id).findEnding().flatMap(Ending::findErrorMessage))
                .contains("The object store has lost the upload, for the second time");
        simulation.assertNothingLeft(id);
    }

    private void loseUploads() {
        simulation.memory.listUploads().forEach(open -> simulation.memory.abort(open.upload()));
    }

    @Test
    void p16BytesThatCannotBeMadeAgainBeginAnew() throws Exception {
        var id = simulation.accept(ExportFormat.SQL);
        simulation.deliver();
        var snapshot = home.resolve("spool")
                .resolve(simulation
                        .row(id)
                        .findPreparation()
                        .orElseThrow()
                        .snapshot()
                        .fileName());
        Files.delete(snapshot);
        SourceDatabase.of(
                snapshot,
                "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, value REAL, body BLOB)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)"
                        + " INSERT INTO t SELECT i, 'another row', 1.5, zeroblob(50) FROM n");

        simulation.run(id);

        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(generation(simulation.row(id))).isEqualTo(2);
        assertThat(new String(simulation.objectOf(id), StandardCharsets.UTF_8))
                .contains("another row")
                .doesNotContain("of some");
    }

    /** The row is in the snapshot, before the place where the writing is, and so never gets into the file. */
    @Test
    void c43ARowThatIsNotInTheFileFailsTheJobBeforeItIsComplete() {
        SourceDatabase.of(database, "CREATE TABLE u AS SELECT * FROM t");
        var id = simulation.accept(ExportFormat.SQL);
        do {
            simulation.deliver();
        } while (simulation.row(id).findCheckpoint().orElseThrow().written().completedTables() == 0);
        SourceDatabase.of(
                home.resolve("spool")
                        .resolve(simulation
                                .row(id)
                                .findPreparation()
                                .orElseThrow()
                                .snapshot()
                                .fileName()),
                "INSERT INTO t(id) VALUES (41)");

        simulation.run(id);

        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.FAILED);
        assertThat(simulation.row(id).findEnding().flatMap(Ending::findErrorMessage))
                .contains("Table 't' has 41 rows in the snapshot, but 40 were written");
        assertThat(simulation.objects.faults().calls("complete")).isZero();
        simulation.assertNothingLeft(id);
    }

    private static int generation(Job job) {
        return job.findPreparation().orElseThrow().plan().generation();
    }
}
