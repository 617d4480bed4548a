package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tranche.engine.EngineException.Reason;
import dev.tranche.engine.random.AnyDatabase;
import dev.tranche.model.job.ExportFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.Collation;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/**
 * A SQLite file is given away if SQLite's own check finds it whole: a sound database always is, whatever its rows and whatever only its
 * application knows, and a damaged one never (C50, decision 0020).
 */
class SqliteFileCheckTest {
    private static final String FOUND = "SQLite's integrity_check finds in the database as in the file: ";
    private static final List<String> VIOLATIONS =
            List.of("ok", "NULL value in ", "TEXT value in ", "NUMERIC value in ", "CHECK constraint failed in ");
    private static final int RANDOM_DATABASES = 100;

    @TempDir
    Path folder;

    @Test
    void rowsThatViolateTheDeclarationsOfTheirColumnsAreToldOf_C50() throws Exception {
        Path file = database("""
                CREATE TABLE t(a, b, c);
                INSERT INTO t VALUES(NULL, '12', 1), (NULL, 7, 1), (1, 7, 1);
                CREATE TABLE s(i INTEGER, b BLOB) STRICT; INSERT INTO s VALUES(1, x'00');
                PRAGMA writable_schema = ON;
                UPDATE sqlite_schema SET sql = 'CREATE TABLE t(a NOT NULL, b INTEGER, c CHECK(c > 1))' WHERE name = 't';
                UPDATE sqlite_schema SET sql = 'CREATE TABLE s(i TEXT, b INTEGER) STRICT' WHERE name = 's';
                """);

        assertThat(warnings(file))
                .containsExactlyInAnyOrder(
                        FOUND + "NULL value in t.a (2 times)",
                        FOUND + "TEXT value in t.b",
                        FOUND + "non-TEXT value in s.i",
                        FOUND + "non-INTEGER value in s.b");
    }

    @ParameterizedTest
    @MethodSource("named")
    void everyNamedDatabasePasses_C50(NamedDatabase named) throws Exception {
        Path file = named.create(folder);

        assertThat(warnings(file)).allMatch(warning -> warning.startsWith(FOUND));
    }

    static List<NamedDatabase> named() throws Exception {
        return NamedDatabase.all();
    }

    /** SQLite makes one now and then that it takes for damaged itself. */
    @Test
    void randomDatabasesPassUnlessSqliteFindsMoreThanViolations_C50() throws Exception {
        long seed = Long.getLong("tranche.test.seed", System.nanoTime());
        int passed = 0;
        for (long each = seed; each < seed + RANDOM_DATABASES; each++) {
            Path file = folder.resolve(each + ".db");
            new AnyDatabase(each).create(file);
            if (Files.exists(Path.of(file + "-wal"))) {
                continue;
            }
            if (hasViolationsAtMost(file)) {
                assertThat(warnings(file)).as("-Dtranche.test.seed=%d", each).allMatch(w -> w.startsWith("SQLite's"));
                passed++;
            } else {
                assertDamaged(file, "");
            }
        }
        assertThat(passed).isGreaterThan(RANDOM_DATABASES / 2);
    }

    private static boolean hasViolationsAtMost(Path file) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var finding = statement.executeQuery("PRAGMA integrity_check(1000000)")) {
            boolean violationsAtMost = true;
            while (finding.next()) {
                violationsAtMost &= VIOLATIONS.stream().anyMatch(text(finding)::startsWith);
            }
            return violationsAtMost;
        }
    }

    private static String text(ResultSet finding) throws SQLException {
        return finding.getString(1).replaceFirst("^non-[A-Z]+ value", "NULL value");
    }

    /** More than SQLite says of its own accord, and more than fit a first look. */
    @ParameterizedTest
    @ValueSource(ints = {200, 3_000})
    void manyViolationsHideNoDamageBehindThem(int rows) throws Exception {
        Path file = database("""
                CREATE TABLE t(a, b, c);
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) INSERT INTO t SELECT i, i, NULL FROM n;
                CREATE INDEX by_a ON t(a);
                PRAGMA writable_schema = ON;
                UPDATE sqlite_schema SET sql = 'CREATE TABLE t(a, b, c NOT NULL)' WHERE name = 't';
                """.formatted(rows));
        assertThat(warnings(file)).containsExactly(FOUND + "NULL value in t.c (" + rows + " times)");

        Databases.run(
                file,
                "INSERT INTO t VALUES(0, -1, 0); PRAGMA writable_schema = ON;"
                        + "UPDATE sqlite_schema SET sql = 'CREATE INDEX by_a ON t(b)' WHERE name = 'by_a'");

        assertDamaged(file, "row " + (rows + 1) + " missing from index by_a");
    }

    @Test
    void damageThatIsNamedLikeAViolationIsDamage() throws Exception {
        Path file = database("""
                CREATE TABLE "NULL value in t"(a, b); INSERT INTO "NULL value in t" VALUES(1, 2);
                CREATE INDEX "CHECK constraint failed in t" ON "NULL value in t"(a);
                PRAGMA writable_schema = ON;
                UPDATE sqlite_schema SET sql = replace(sql, '(a)', '(b)') WHERE type = 'index';
                """);

        assertDamaged(file, "row 1 missing from index CHECK constraint failed in t");
    }

    @Test
    void anEntryThatIsTwiceInAUniqueIndexIsDamage() throws Exception {
        Path file = database("""
                CREATE TABLE t(a); INSERT INTO t VALUES(1), (1); CREATE INDEX by_a ON t(a);
                PRAGMA writable_schema = ON;
                UPDATE sqlite_schema SET sql = 'CREATE UNIQUE INDEX by_a ON t(a)' WHERE name = 'by_a';
                """);

        assertDamaged(file, "non-unique entry in index by_a");
    }

    /** As versions of SQLite do that read and multiply numbers otherwise. */
    @Test
    void anIndexThatRoundsOtherwiseIsToldOf() throws Exception {
        Path file = database("""
                CREATE TABLE t(a REAL); INSERT INTO t VALUES(1.1), (2.2);
                CREATE INDEX rounded ON t(a * 1.0000000000000002);
                PRAGMA writable_schema = ON;
                UPDATE sqlite_schema SET sql = 'CREATE INDEX rounded ON t(a * 1.0)' WHERE name = 'rounded';
                """);

        assertThat(warnings(file))
                .containsExactly(FOUND + "index rounded stores an imprecise floating-point value (2 times)");
    }

    /** SQLite leaves them out in a file that it may not write, so that what they compute with need not be here. */
    @Test
    void checkConstraintsAreNotLookedAt() throws Exception {
        Path file = ofAnApplication("""
                CREATE TABLE t(a CHECK(lengthened(a) > 1), b CHECK(b = 'x' COLLATE LOCALIZED), c CHECK(c > 0));
                PRAGMA ignore_check_constraints = ON;
                INSERT INTO t VALUES(0, 'y', -1);
                """);

        assertThat(warnings(file)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE INDEX i ON t(a COLLATE LOCALIZED) | no such collation sequence: LOCALIZED",
                "CREATE INDEX i ON t(lengthened(a)) | unknown function: lengthened()",
                "CREATE INDEX i ON t(a) WHERE lengthened(a) | unknown function: lengthened()",
                "ALTER TABLE t ADD g TEXT AS (lengthened(a)) | unknown function: lengthened()",
                "ALTER TABLE t ADD g TEXT AS (json_extract(a, '$')) | malformed JSON",
            })
    void whatOnlyTheApplicationKnowsHindersNoExportOfTheFileAndHidesNoDamage_C50(String definition, String words)
            throws Exception {
        Path file = ofAnApplication("""
                PRAGMA page_size = 1024;
                CREATE TABLE t(a TEXT); INSERT INTO t VALUES('one'), ('two');
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO t SELECT 'more' || i FROM n;
                CREATE TABLE u(a, b); INSERT INTO u VALUES(1, 2); CREATE INDEX by_a ON u(a);
                """ + definition);

        assertThat(warnings(file)).containsExactly("table 't' could not be checked here beyond its pages: " + words);

        byte[] sound = Files.readAllBytes(file);
        DamagedDatabase.overwrite(file, DamagedDatabase.pages(file, "t", "leaf").get(3));
        assertDamaged(file, "*** in database main *** ");
        Files.write(file, sound);
        Databases.run(
                file,
                "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE INDEX by_a ON u(b)' WHERE name = 'by_a'");
        assertDamaged(file, "row 1 missing from index by_a");
    }

    @ParameterizedTest
    @CsvSource({"fts4, unknown tokenizer: unheard", "fts5, SQL logic error"})
    void aSearchThatOnlyTheApplicationCanDoHindersNoExportOfTheFile_C50(String module, String words) throws Exception {
        Path file = database("""
                PRAGMA page_size = 1024;
                CREATE TABLE t(a); CREATE INDEX by_a ON t(a);
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO t SELECT i FROM n;
                CREATE VIRTUAL TABLE search USING %1$s(body); INSERT INTO search VALUES('text');
                PRAGMA writable_schema = ON;
                UPDATE sqlite_schema SET sql = 'CREATE VIRTUAL TABLE search USING %1$s(body, tokenize=unheard)' WHERE name = 'search';
                """.formatted(module));

        assertThat(warnings(file)).contains("table 'search' could not be checked here beyond its pages: " + words);

        DamagedDatabase.overwrite(
                file, DamagedDatabase.pages(file, "by_a", "leaf").get(3));
        assertDamaged(file, "*** in database main *** ");
    }

    @Test
    void aSearchIndexWhoseContentIsGoneIsToldOf() throws Exception {
        Path file = database("""
                CREATE TABLE content(a); INSERT INTO content VALUES('text');
                CREATE VIRTUAL TABLE search USING fts4(content=content, a); DROP TABLE content;
                """);

        assertThat(warnings(file))
                .containsExactly(
                        FOUND + "unable to validate the inverted index for FTS4 table main.search: SQL logic error");
    }

    private Path database(String script) throws Exception {
        return Databases.run(folder.resolve("a.db"), script);
    }

    /** By a program with a function and a collation of its own. */
    private Path ofAnApplication(String script) throws Exception {
        Path file = folder.resolve("a.db");
        try (var connection = (SQLiteConnection) DriverManager.getConnection("jdbc:sqlite:" + file)) {
            Collation.create(connection, "LOCALIZED", new Collation() {
                @Override
                protected int xCompare(String one, String other) {
                    return other.compareTo(one);
                }
            });
            Function.create(
                    connection,
                    "lengthened",
                    new Function() {
                        @Override
                        protected void xFunc() throws SQLException {
                            result(value_text(0) + " and more");
                        }
                    },
                    1,
                    Function.FLAG_DETERMINISTIC);
            connection.getDatabase()._exec(script);
        }
        return file;
    }

    private static List<String> warnings(Path file) {
        ExportPlan plan = ExportPlan.make(file, ExportSpec.all(ExportFormat.SQLITE), Exports.TIME);
        Checked checked = FinalCheck.run(file, plan, List.of(), () -> false).orElseThrow();
        assertThat(checked.tables()).hasSize(plan.totalTables());
        return checked.warnings();
    }

    private static void assertDamaged(Path file, String words) {
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> warnings(file))
                .withMessageStartingWith("the database did not pass SQLite's integrity_check: " + words)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED))
                .satisfies(e -> assertThat(e.retryable()).isFalse());
    }
}
