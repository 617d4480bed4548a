package dev.tranche.standalone.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.engine.Deadline;
import dev.tranche.engine.ExportSpec;
import dev.tranche.engine.ExportStream;
import dev.tranche.model.job.CsvDialect;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.SqlContent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person at the terminal and a script that looks at the exit code are told. */
class VerifyCommandTest {
    @TempDir
    Path folder;

    private Path database;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void create() throws Exception {
        database = folder.resolve("main.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE a(x); CREATE TABLE b(y); INSERT INTO b VALUES(1), (2)");
        }
    }

    @Test
    void oneLineSaysWhatWasCompared() throws Exception {
        Path export = export(ExportSpec.all(ExportFormat.SQL), "a.sql");

        assertThat(run("--database", database.toString(), "--export", export.toString()))
                .isZero();
        assertThat(out.toString(UTF_8))
                .isEqualTo("the same: 2 rows in 2 tables compared; not compared: nothing left out" + lineEnd());
        assertThat(err.size()).isZero();
    }

    @Test
    void oneLineSaysTheFirstDifference() throws Exception {
        Path export = export(ExportSpec.one(ExportFormat.CSV, "b"), "main_b_20240101-170000_k3v9q0x1m2n4.csv");
        Files.writeString(export, Files.readString(export).replace("2", "3"));

        assertThat(run("--database=" + database, "--export=" + export)).isEqualTo(1);
        assertThat(out.toString(UTF_8))
                .isEqualTo("different: table 'b', rowid 2, column 'y': expected INTEGER 2, found the field '3'"
                        + lineEnd());
    }

    @Test
    void theFormatAndTheTableCanBeSaid() throws Exception {
        Path export = export(ExportSpec.one(ExportFormat.JSON, "b"), "file");

        assertThat(run("--database=" + database, "--export=" + export, "--format=json", "--table=b"))
                .isZero();
    }

    /** C24. */
    @Test
    void whatTheExportWasAskedForCanBeSaid() throws Exception {
        var csv = CsvDialect.RFC_4180
                .withDelimiter('\t')
                .withNullText("NULL")
                .withBom()
                .withFormulaGuard();
        Path rows = export(ExportSpec.one(ExportFormat.CSV, "b").with(ExportOptions.DEFAULT.with(csv)), "b.csv");
        Path schema = export(with(SqlContent.SCHEMA), "schema.sql");
        Path data = export(with(SqlContent.DATA), "data.sql");

        assertThat(run(
                        "--database=" + database,
                        "--csv-bom",
                        "--csv-formula-guard",
                        "--csv-null-text=NULL",
                        "--csv-delimiter",
                        "tab",
                        "--export=" + rows))
                .isZero();
        assertThat(run("--database=" + database, "--export=" + schema, "--schema-only"))
                .isZero();
        assertThat(run("--database=" + database, "--export=" + data, "--data-only"))
                .isZero();
        assertThat(out.toString(UTF_8).lines().skip(1))
                .containsExactly(
                        "the same: 0 rows in 0 tables compared; not compared: the rows, which were not asked for",
                        "the same: 2 rows in 2 tables compared; not compared: the schema, which was not asked for");
    }

    private static ExportSpec with(SqlContent content) {
        return ExportSpec.all(ExportFormat.SQL).with(ExportOptions.DEFAULT.with(content));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            --export=FOLDER/x.sql,                     --database is needed once
            --database=FOLDER/main.db,                 --export is needed once
            --database=FOLDER/main.db --export,        --export needs a value
            --database=FOLDER/main.db --export=x.txt,  the name of x.txt does not say its format
            --database=FOLDER/main.db --export=x.sql --format=xml, 'the format is one of sql, json, ndjson, csv, zip, sqlite'
            --database=FOLDER/main.db --export=x.sql --data-only --schema-only, --schema-only and --data-only cannot both be said
            --database=FOLDER/main.db --export=x.sql --csv-bom, sql has no CSV dialect
            --database=FOLDER/main.db --export=x.csv --csv-delimiter=tabs, '--csv-delimiter is one character, or tab'
            --database=FOLDER/main.db --export=x.csv --csv-delimiter=., the delimiter is one of
            --verbose,                                 what is '--verbose'?
            --database=FOLDER/main.db --export=x.sql,  there is no file x.sql
            """)
    void whatCannotBeComparedIsSaidAndHasAnExitCodeOfItsOwn(String words, String message) {
        assertThat(run(words.replace("FOLDER", folder.toString()).split(" "))).isEqualTo(2);
        assertThat(err.toString(UTF_8)).startsWith("verify: " + message);
        assertThat(out.size()).isZero();
    }

    private int run(String... words) {
        var command = new VerifyCommand(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return command.run(Arrays.asList(words));
    }

    private Path export(ExportSpec spec, String name) throws Exception {
        Path file = folder.resolve(name);
        try (var stream = ExportStream.openLive(database, spec, Deadline.none());
                var to = Files.newOutputStream(file)) {
            byte[] buffer = new byte[8192];
            for (int count = 0; count >= 0; count = stream.read(buffer, 0, buffer.length)) {
                to.write(buffer, 0, count);
            }
        }
        return file;
    }

    private static String lineEnd() {
        return System.lineSeparator();
    }
}
