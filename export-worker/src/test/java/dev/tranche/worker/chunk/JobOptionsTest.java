package dev.tranche.worker.chunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.CsvDialect;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.job.SqlContent;
import dev.tranche.worker.SourceDatabase;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job's options change is right however often its worker dies (C24, P15). */
class JobOptionsTest {
    private static final int ROWS = 900;
    private static final URI CALLBACK = URI.create("https://example.org/hook");
    private static final CsvDialect CSV = CsvDialect.RFC_4180
            .withDelimiter(';')
            .withNullText("NULL")
            .withBom()
            .withFormulaGuard();

    @TempDir
    Path home;

    private Path database;
    private Simulation simulation;

    @BeforeEach
    void aDatabase() throws Exception {
        database = SourceDatabase.withRows(home.resolve("main.db"), ROWS);
        SourceDatabase.of(database, "UPDATE t SET name = '=' || name, value = NULL WHERE id % 3 = 0");
        simulation = simulation();
    }

    private Simulation simulation() throws Exception {
        return new Simulation(Files.createTempDirectory(home, "spool"), database, 7);
    }

    private static JobId accept(Simulation simulation, ExportFormat format, ExportOptions options) {
        return simulation.accept(new ExportRequest("main", format, List.of("t"), options, CALLBACK));
    }

    @Test
    void c24TheWarningCountsNamesOfColumnsOnceHoweverOftenTheJobGoesOn() throws Exception {
        SourceDatabase.of(database, "ALTER TABLE t RENAME COLUMN value TO \"=value\"");
        var id = accept(simulation, ExportFormat.CSV, ExportOptions.DEFAULT.with(CSV));

        simulation.runAWorkerAChunk(id);

        assertThat(new String(simulation.objectOf(id), UTF_8)).startsWith("\uFEFFid;name;'=value;body\r\n");
        assertThat(simulation.row(id).warnings())
                .contains(
                        "301 texts and names of columns begin like a formula and are written with an apostrophe before them");
    }

    @Test
    void c52ACsvWithOptionsGoesOnFromTheRowAloneWhenNoWorkerLivesForTwoChunks() throws Exception {
        var undisturbed = simulation();
        var expected = accept(undisturbed, ExportFormat.CSV, ExportOptions.DEFAULT.with(CSV));
        undisturbed.run(expected);
        var id = accept(simulation, ExportFormat.CSV, ExportOptions.DEFAULT.with(CSV));

        simulation.runAWorkerAChunk(id);

        assertThat(simulation.objectOf(id)).isEqualTo(undisturbed.objectOf(expected));
        assertThat(new String(simulation.objectOf(id), UTF_8))
                .startsWith("\uFEFFid;name;value;body\r\n1;row 1 of some;0.3333333333333333;")
                .contains("\r\n3;'=row 3 of some;NULL;");
        assertThat(simulation.row(id).warnings())
                .contains(
                        "300 texts and names of columns begin like a formula and are written with an apostrophe before them");
    }

    @Test
    void c30AJobOfTheSchemaAloneHasItsTablesAndNoRows() {
        var id = accept(simulation, ExportFormat.SQL, ExportOptions.DEFAULT.with(SqlContent.SCHEMA));

        simulation.run(id);

        var written = simulation.row(id).findCheckpoint().orElseThrow().written();
        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(written.completedTables()).isEqualTo(1);
        assertThat(written.rows()).isZero();
        assertThat(new String(simulation.objectOf(id), UTF_8))
                .contains("CREATE TABLE t ")
                .doesNotContain("INSERT");
    }

    @Test
    void c43TheRowsOfAJobOfTheDataAloneAreCountedLikeOthers() {
        var id = accept(simulation, ExportFormat.SQL, ExportOptions.DEFAULT.with(SqlContent.DATA));

        simulation.run(id);

        var written = simulation.row(id).findCheckpoint().orElseThrow().written();
        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(written.rows()).isEqualTo(ROWS);
        assertThat(new String(simulation.objectOf(id), UTF_8))
                .contains("INSERT INTO")
                .doesNotContain("CREATE");
    }
}
