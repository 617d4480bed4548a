package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tranche.engine.verify.ReceivedExport;
import dev.tranche.engine.verify.Verdict;
import dev.tranche.engine.verify.Verification;
import dev.tranche.model.job.CsvDialect;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.FileType;
import dev.tranche.model.job.SqlContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An export with options is compared as what was asked for, and one without them, or with others, is another (C24, C50). */
class VerificationOfOptionsTest {
    @TempDir
    Path folder;

    private Path database;

    @BeforeEach
    void create() throws Exception {
        database = Databases.run(folder.resolve("main.db"), """
                CREATE TABLE people(id INTEGER PRIMARY KEY AUTOINCREMENT, "=name" TEXT, age CHECK(age > 0));
                INSERT INTO people VALUES(3, '=1+1', 7), (5, NULL, 8), (9, 'a;b', NULL), (10, '7', 9);
                CREATE TABLE log(entry);
                CREATE TRIGGER noted AFTER INSERT ON people BEGIN INSERT INTO log VALUES(new.id); END;
                CREATE VIEW adults AS SELECT * FROM people WHERE age > 17;
                CREATE VIRTUAL TABLE search USING fts5(body);
                INSERT INTO search VALUES('hello world');
                ANALYZE;
                """);
    }

    static List<CsvDialect> dialects() {
        return List.of(
                CsvDialect.RFC_4180.withDelimiter(';'),
                CsvDialect.RFC_4180.withDelimiter('\t'),
                CsvDialect.RFC_4180.withNullText("7"),
                CsvDialect.RFC_4180.withBom(),
                CsvDialect.RFC_4180.withFormulaGuard(),
                CsvDialect.RFC_4180
                        .withDelimiter('|')
                        .withNullText("\\N")
                        .withBom()
                        .withFormulaGuard());
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aCsvIsComparedInItsDialectAndDiffersInAnother(CsvDialect csv) throws Exception {
        var options = ExportOptions.DEFAULT.with(csv);
        for (ExportSpec spec : List.of(ExportSpec.all(ExportFormat.CSV), ExportSpec.one(ExportFormat.CSV, "people"))) {
            Path export = export(spec.with(options));
            String[] named = spec.tables().toArray(String[]::new);
            assertThat(verify(export, options, named)).isInstanceOf(Verdict.Same.class);
            assertThat(verify(export, ExportOptions.DEFAULT, named)).isInstanceOf(Verdict.Different.class);
        }
    }

    @Test
    void namesThatTheGuardMakesTheSameAreComparedByTheirNumbers() throws Exception {
        database = Databases.run(
                folder.resolve("names.db"), "CREATE TABLE t(\"=a\", \"'=a\"); INSERT INTO t VALUES(1, '=2')");
        var options = ExportOptions.DEFAULT.with(CsvDialect.RFC_4180.withFormulaGuard());
        Path export = export(ExportSpec.one(ExportFormat.CSV, "t").with(options));
        assertThat(Files.readString(export)).isEqualTo("'=a,'=a_2\r\n1,'=2\r\n");
        assertThat(verify(export, options, "t")).isInstanceOf(Verdict.Same.class);
        Files.writeString(export, "'=a,'=a\r\n1,'=2\r\n");
        assertThat(verify(export, options, "t")).isInstanceOf(Verdict.Different.class);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aPlainCsvIsNoneOfADialect(CsvDialect csv) throws Exception {
        Path export = export(ExportSpec.one(ExportFormat.CSV, "people"));
        assertThat(verify(export, ExportOptions.DEFAULT.with(csv), "people")).isInstanceOf(Verdict.Different.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = SqlContent.class,
            names = {"SCHEMA", "DATA"})
    void halfAScriptIsComparedAsHalf(SqlContent content) throws Exception {
        var options = ExportOptions.DEFAULT.with(content);
        for (List<String> tables : List.of(List.<String>of(), List.of("people"), List.of("log", "search"))) {
            Path export = export(new ExportSpec(ExportFormat.SQL, tables, options));
            String[] named = tables.toArray(String[]::new);
            assertThat(verify(export, options, named)).as("%s", tables).isInstanceOf(Verdict.Same.class);
            assertThat(verify(export, ExportOptions.DEFAULT, named)).isInstanceOf(Verdict.Different.class);
        }
    }

    @Test
    void aWholeScriptIsNotHalfOfOne() throws Exception {
        Path export = export(ExportSpec.all(ExportFormat.SQL));
        assertThat(first(export, SqlContent.SCHEMA)).isEqualTo("table 'people': expected no rows, found 4 rows");
        assertThat(first(export, SqlContent.DATA)).contains("already exists");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            DATA   | INSERT INTO "people" VALUES(5,NULL,8);⏎ | - | table 'people', rowid 5: expected this row, found rowid 9
            DATA   | VALUES('people',10) | VALUES('people',11) | table 'sqlite_sequence': expected TEXT 'people': INTEGER 10, found TEXT 'people': INTEGER 11
            DATA   | CREATE TRIGGER noted | CREATE TRIGGER other | trigger 'noted': expected it to exist, found none of its name
            DATA   | DROP TRIGGER IF EXISTS "noted";⏎ | - | expected a script that SQLite runs, found
            SCHEMA | CREATE VIEW adults | CREATE VIEW others | view 'adults': expected it to exist, found none of its name
            SCHEMA | COMMIT | INSERT INTO log VALUES(1);COMMIT | table 'log': expected no rows, found 1 rows
            """)
    void theFirstDifferenceIsNamed(SqlContent content, String expected, String found, String difference)
            throws Exception {
        Path export = export(ExportSpec.all(ExportFormat.SQL).with(ExportOptions.DEFAULT.with(content)));
        String text = Files.readString(export);
        String changed = text.replace(expected.replace('⏎', '\n'), found == null ? "" : found);
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(export, changed);
        assertThat(first(export, content)).contains(difference);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "'=1+1!=1+1!'column '=name': expected TEXT '=1+1', found the field '=1+1''",
                "NULL!null!'found the field 'null''",
                ";7!;NULL!'column 'age': expected INTEGER 7, found NULL'"
            },
            quoteCharacter = '~')
    void whatADialectChangesIsCompared(String written, String changed, String difference) throws Exception {
        var csv = CsvDialect.RFC_4180.withDelimiter(';').withNullText("NULL").withFormulaGuard();
        var options = ExportOptions.DEFAULT.with(csv);
        Path export = export(ExportSpec.one(ExportFormat.CSV, "people").with(options));
        Files.writeString(
                export, Files.readString(export, UTF_8).replaceFirst(java.util.regex.Pattern.quote(written), changed));
        assertThat(verify(export, options, "people"))
                .isInstanceOfSatisfying(
                        Verdict.Different.class,
                        different -> assertThat("'" + different.first() + "'")
                                .contains(difference.substring(1, difference.length() - 1)));
    }

    @Test
    void anOptionOfAnotherFormatIsRefused() {
        var data = ExportOptions.DEFAULT.with(SqlContent.DATA);
        for (FileType type : List.of(FileType.JSON, FileType.CSV_ZIP)) {
            assertThatIllegalArgumentException().isThrownBy(() -> new ReceivedExport(database, type, data));
        }
        Stream.of(FileType.SQL, FileType.NDJSON)
                .forEach(type -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> new ReceivedExport(
                                database, type, ExportOptions.DEFAULT.with(CsvDialect.RFC_4180.withBom()))));
    }

    private Path export(ExportSpec spec) throws Exception {
        return Files.write(folder.resolve("export." + spec.fileType().extension()), Exports.ofSnapshot(database, spec));
    }

    private String first(Path export, SqlContent content) {
        return verify(export, ExportOptions.DEFAULT.with(content)) instanceof Verdict.Different different
                ? different.first().toString()
                : "no difference";
    }

    private Verdict verify(Path export, ExportOptions options, String... tables) {
        var file = new ReceivedExport(export, ReceivedExport.findType(export).orElseThrow(), options);
        return new Verification(database, file, Set.of(tables)).run();
    }
}
