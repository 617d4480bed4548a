package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.SqlContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A script of the schema alone makes a database without rows, and one of the rows alone then makes it the source again (C24, C50):
 * for the databases in {@code restores} and for random ones.
 */
class SqlHalvesTest {
    private static final int RANDOM = 40;
    private static final int THROUGH_THE_SHELL = 5;

    @TempDir
    Path folder;

    static Stream<Object[]> databases() throws Exception {
        return SqlRestoresTest.databases();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("databases")
    void theSchemaAloneIsTheSameSchemaWithoutRows(String name, NamedDatabase named) throws Exception {
        Path source = named.create(folder);
        assertIsEmpty(restored(source, SqlContent.SCHEMA), source, name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("databases")
    void theRowsAloneMakeItTheSameDatabase(String name, NamedDatabase named) throws Exception {
        Path source = named.create(folder);
        assertThat(DatabaseFacts.of(restored(source, SqlContent.SCHEMA, SqlContent.DATA)))
                .isEqualTo(DatabaseFacts.of(source));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("databases")
    void bothScriptsDoThroughTheShell(String name, NamedDatabase named) throws Exception {
        ScriptReader.SHELL.assumeInstalled();
        Path source = named.create(folder);
        assertThat(DatabaseFacts.of(restoredByShell(source))).isEqualTo(DatabaseFacts.of(source));
    }

    @Test
    void bothScriptsOfARandomDatabaseRestoreIt() throws Exception {
        long seed = System.nanoTime();
        for (int i = 0; i < RANDOM; i++) {
            Path source = folder.resolve("source" + i + ".db");
            String made = "seed %d: %s"
                    .formatted(
                            seed + i, new RandomDatabase(seed + i).create(source, new Random(seed + i).nextInt(5), 30));
            Path restored = restored(source, SqlContent.SCHEMA);
            assertIsEmpty(restored, source, made);
            Databases.run(restored, script(source, SqlContent.DATA));
            assertThat(DatabaseFacts.of(restored)).as(made).isEqualTo(DatabaseFacts.of(source));
            Files.delete(restored);
        }
    }

    @Test
    void bothScriptsOfARandomDatabaseRestoreItThroughTheShell() throws Exception {
        ScriptReader.SHELL.assumeInstalled();
        long seed = System.nanoTime();
        for (int i = 0; i < THROUGH_THE_SHELL; i++) {
            Path source = folder.resolve("source" + i + ".db");
            List<String> made = new RandomDatabase(seed + i).create(source, 4, 30);
            Path restored = restoredByShell(source);
            assertThat(DatabaseFacts.of(restored))
                    .as("seed %d: %s", seed + i, made)
                    .isEqualTo(DatabaseFacts.of(source));
            Files.delete(restored);
        }
    }

    /** The premise of a script of rows: no trigger may see them, since what triggers made is among them. */
    @Test
    void noTriggerFiresWhileRowsAreLoaded() throws Exception {
        Path source = Databases.run(folder.resolve("source.db"), """
                CREATE TABLE t(a); CREATE TABLE log(a);
                CREATE TRIGGER noted AFTER INSERT ON t BEGIN INSERT INTO log VALUES(new.a); END;
                CREATE TRIGGER refused BEFORE INSERT ON log WHEN new.a = 3 BEGIN SELECT RAISE(IGNORE); END;
                INSERT INTO t VALUES(1), (2), (3);
                DELETE FROM log WHERE a = 1;
                """);
        Path restored = restored(source, SqlContent.SCHEMA, SqlContent.DATA);
        assertThat(DatabaseFacts.of(restored)).isEqualTo(DatabaseFacts.of(source));
    }

    /** The application has not run ANALYZE yet, nor made a row of sqlite_sequence. */
    @Test
    void rowsAloneGoIntoADatabaseThatTheApplicationMade() throws Exception {
        String schema = """
                CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, a); CREATE INDEX by_a ON t(a);
                CREATE VIRTUAL TABLE search USING fts5(body);
                """;
        Path source = Databases.run(
                folder.resolve("source.db"),
                schema + "INSERT INTO t VALUES(7, 1), (9, 1); INSERT INTO search VALUES('one fish'); ANALYZE");
        Path made = Databases.run(folder.resolve("made.db"), schema);
        Databases.run(made, script(source, SqlContent.DATA));
        assertThat(DatabaseFacts.of(made)).isEqualTo(DatabaseFacts.of(source));
    }

    @Test
    void aVirtualTableWhoseModuleIsNotHereIsOnlyDescribedAndAWarningSaysSo() throws Exception {
        Path source = Databases.run(folder.resolve("source.db"), """
                CREATE TABLE odd_data(x); INSERT INTO odd_data VALUES(1);
                PRAGMA writable_schema=ON;
                INSERT INTO sqlite_schema VALUES('table', 'odd', 'odd', 0, 'CREATE VIRTUAL TABLE odd USING nowhere(x)');
                """);
        var spec = ExportSpec.all(ExportFormat.SQL).with(ExportOptions.DEFAULT.with(SqlContent.SCHEMA));
        ExportPlan plan = ExportPlan.make(source, spec, Exports.TIME);
        assertThat(plan.warnings())
                .containsExactly("virtual table 'odd' is defined without what its module keeps for it");
        assertThat(plan.totalTables()).isEqualTo(1);
        String names = "SELECT count(*), (SELECT count(*) FROM odd_data) FROM sqlite_schema";
        assertThat(row(restored(source, SqlContent.SCHEMA), names)).isEqualTo(List.of(2L, 0L));
    }

    /** Its rows cannot be read, but its module can make it. */
    @Test
    void anIndexOfATableThatIsGoneIsMadeByItsModule() throws Exception {
        Path source = Databases.run(folder.resolve("source.db"), """
                CREATE TABLE notes(body); CREATE VIRTUAL TABLE search USING fts5(body, content='notes');
                INSERT INTO search(rowid, body) VALUES(1, 'one fish'); DROP TABLE notes;
                """);
        String found = "SELECT count(*) FROM search WHERE search MATCH 'fish'";
        assertThat(row(source, found)).isEqualTo(List.of(1L));
        Path restored = restored(source, SqlContent.SCHEMA);
        assertThat(row(restored, found)).isEqualTo(List.of(0L));
        Databases.run(restored, script(source, SqlContent.DATA));
        assertThat(row(restored, found)).isEqualTo(List.of(1L));
    }

    @Test
    void whatLoadingRowsNeedsIsSaid() throws Exception {
        Path source = Databases.run(folder.resolve("source.db"), "CREATE TABLE t(a)");
        var spec = ExportSpec.all(ExportFormat.SQL).with(ExportOptions.DEFAULT.with(SqlContent.DATA));
        assertThat(ExportPlan.make(source, spec, Exports.TIME).warnings())
                .singleElement()
                .asString()
                .contains("same schema and encoding", "triggers");
    }

    @Test
    void aTableThatAModuleKeepsIsUsedBeforeAndAfterItsRowsAreLoaded() throws Exception {
        Path source = Databases.run(folder.resolve("source.db"), """
                CREATE VIRTUAL TABLE search USING fts5(body);
                CREATE VIRTUAL TABLE old USING fts4(body);
                CREATE VIRTUAL TABLE place USING rtree(id, x0, x1);
                INSERT INTO search VALUES('one fish'), ('two fish');
                INSERT INTO old SELECT * FROM search;
                INSERT INTO place VALUES(1, 0, 1), (2, 5, 6);
                ALTER TABLE search RENAME TO found;
                """);
        String counts =
                "SELECT (SELECT count(*) FROM found WHERE found MATCH 'fish'), (SELECT count(*) FROM old WHERE old"
                        + " MATCH 'fish'), (SELECT count(*) FROM place WHERE x0 > 1)";
        Path restored = restored(source, SqlContent.SCHEMA);
        assertThat(row(restored, counts)).isEqualTo(List.of(0L, 0L, 0L));
        Databases.run(restored, script(source, SqlContent.DATA));
        assertThat(row(restored, counts)).isEqualTo(List.of(2L, 2L, 1L));
    }

    /** C24: some tables' rows leave the others of the database that they are loaded into as they are. */
    @Test
    void theRowsOfSomeTablesLeaveTheSequencesOfOthers() throws Exception {
        Path source = Databases.run(folder.resolve("source.db"), """
                CREATE TABLE a(id INTEGER PRIMARY KEY AUTOINCREMENT); CREATE TABLE b(id INTEGER PRIMARY KEY AUTOINCREMENT);
                INSERT INTO a VALUES(7), (8); DELETE FROM a WHERE id = 8; INSERT INTO b VALUES(3);
                """);
        Path restored = restored(source, SqlContent.SCHEMA);
        Databases.run(restored, "INSERT INTO b VALUES(20)");
        var spec = new ExportSpec(ExportFormat.SQL, List.of("a"), ExportOptions.DEFAULT.with(SqlContent.DATA));
        Databases.run(restored, new String(Exports.ofSnapshot(source, spec), UTF_8));
        assertThat(row(
                        restored,
                        "SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'a'), (SELECT seq FROM sqlite_sequence WHERE name ="
                                + " 'b'), (SELECT id FROM a), (SELECT id FROM b)"))
                .isEqualTo(List.of(8L, 20L, 7L, 20L));
    }

    /** C24: some tables' rows go where no table counts its keys, whatever is written in a comment. */
    @Test
    void theRowsOfSomeTablesNeedNoSequences() throws Exception {
        Path source = Databases.run(folder.resolve("source.db"), """
                CREATE TABLE a(id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO a VALUES(7);
                CREATE TABLE b(x /* not AUTOINCREMENT */, "autoincrement"); INSERT INTO b VALUES(1, 2);
                """);
        Path restored = folder.resolve("restored.db");
        for (SqlContent content : List.of(SqlContent.SCHEMA, SqlContent.DATA)) {
            var spec = new ExportSpec(ExportFormat.SQL, List.of("b"), ExportOptions.DEFAULT.with(content));
            Databases.run(restored, new String(Exports.ofSnapshot(source, spec), UTF_8));
        }
        assertThat(row(restored, "SELECT * FROM b")).isEqualTo(List.of(1L, 2L));
    }

    private Path restored(Path source, SqlContent... contents) throws Exception {
        Path restored = folder.resolve("restored.db");
        for (SqlContent content : contents) {
            Databases.run(restored, script(source, content));
        }
        return restored;
    }

    private Path restoredByShell(Path source) throws Exception {
        Path restored = folder.resolve("restored.db");
        for (SqlContent content : List.of(SqlContent.SCHEMA, SqlContent.DATA)) {
            Path script = Files.writeString(folder.resolve("script.sql"), script(source, content));
            ScriptReader.SHELL.load(List.of(new ScriptReader.Load(script, restored, "PRAGMA foreign_keys=ON")));
        }
        return restored;
    }

    private static String script(Path source, SqlContent content) {
        ExportSpec spec = ExportSpec.all(ExportFormat.SQL).with(ExportOptions.DEFAULT.with(content));
        return new String(Exports.ofSnapshot(source, spec), UTF_8);
    }

    private static void assertIsEmpty(Path restored, Path source, String made) throws SQLException {
        assertThat(withoutRows(restored)).as(made).isEqualTo(withoutRows(source));
        for (String table : tables(restored)) {
            assertThat(row(restored, "SELECT count(*) FROM \"" + table.replace("\"", "\"\"") + "\""))
                    .as(table + " of " + made)
                    .isEqualTo(List.of(0L));
        }
    }

    /** What is no row, and says nothing of rows. */
    private static List<String> withoutRows(Path database) throws SQLException {
        return DatabaseFacts.of(database).stream()
                .filter(fact -> !fact.startsWith("row of ") && !fact.contains("_check |"))
                .toList();
    }

    /** Those that have no module, which keeps rows of its own. */
    private static List<String> tables(Path database) throws SQLException {
        var tables = new ArrayList<String>();
        try (var connection = Databases.open(database);
                var statement = connection.createStatement();
                var result = statement.executeQuery(
                        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name <> 'sqlite_schema'")) {
            while (result.next()) {
                tables.add(result.getString(1));
            }
        }
        return tables;
    }

    private static List<Long> row(Path database, String query) throws SQLException {
        var row = new ArrayList<Long>();
        try (var connection = Databases.open(database);
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                row.add(result.getLong(i));
            }
        }
        return row;
    }
}
