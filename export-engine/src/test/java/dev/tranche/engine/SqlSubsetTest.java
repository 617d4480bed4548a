package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.ExportFormat;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script of some tables has what belongs to them and nothing else (C24). */
class SqlSubsetTest {
    private static final String SCHEMA = """
            PRAGMA user_version = 3;
            CREATE TABLE b(id INTEGER PRIMARY KEY AUTOINCREMENT, x);
            CREATE TABLE a(id INTEGER PRIMARY KEY AUTOINCREMENT, x CHECK(x > 0));
            CREATE TABLE c(x);
            CREATE INDEX a_x ON a(x);
            CREATE INDEX b_x ON b(x);
            CREATE VIEW v AS SELECT * FROM a;
            CREATE TRIGGER a_insert AFTER INSERT ON a BEGIN INSERT INTO c VALUES(new.x); END;
            CREATE TRIGGER b_insert AFTER INSERT ON b BEGIN INSERT INTO c VALUES(new.x); END;
            CREATE TRIGGER v_insert INSTEAD OF INSERT ON v BEGIN SELECT 1; END;
            CREATE VIRTUAL TABLE search USING fts5(words);
            CREATE VIRTUAL TABLE search2 USING fts5(words);
            INSERT INTO a VALUES(10, 1);
            INSERT INTO b VALUES(20, 2);
            INSERT INTO search VALUES('hello');
            ANALYZE;
            """;

    @TempDir
    Path folder;

    @Test
    void itHasTheIndexesTriggersAndSequenceRowsOfItsTables() throws SQLException {
        Path restored = restored("a");
        assertThat(texts(restored, "SELECT name FROM sqlite_schema WHERE sql NOT NULL"))
                .containsExactly("a", "sqlite_sequence", "a_x", "a_insert");
        assertThat(texts(restored, "SELECT name || seq FROM sqlite_sequence")).containsExactly("a10");
        assertThat(texts(restored, "PRAGMA user_version")).containsExactly("3");
    }

    @Test
    void itsTablesComeInSchemaOrder() throws SQLException {
        assertThat(texts(restored("a", "b"), "SELECT name FROM sqlite_schema WHERE type = 'table'"))
                .containsExactly("b", "sqlite_sequence", "a");
    }

    @Test
    void aVirtualTableBringsItsShadowTables() throws SQLException {
        Path restored = restored("search");
        assertThat(texts(restored, "SELECT words FROM search WHERE search MATCH 'hello'"))
                .containsExactly("hello");
        assertThat(texts(restored, "SELECT name FROM sqlite_schema WHERE name LIKE 'search2%'"))
                .isEmpty();
    }

    @Test
    void aTableThatNeverCountedBringsNoSequence() throws SQLException {
        assertThat(script("c")).isEqualTo("""
                PRAGMA foreign_keys=OFF;
                BEGIN TRANSACTION;
                CREATE TABLE c(x);
                INSERT INTO "c" VALUES(1);
                INSERT INTO "c" VALUES(2);
                PRAGMA user_version=3;
                COMMIT;
                """);
    }

    /** Found by random databases: the rows would bring one (C50). */
    @Test
    void aTableWhoseSequenceWasDeletedBringsNone() throws SQLException {
        Path source =
                Databases.run(folder.resolve("source.db"), SCHEMA + "DELETE FROM sqlite_sequence WHERE name = 'a'");
        var spec = new ExportSpec(ExportFormat.SQL, List.of("a"));
        Path restored =
                Databases.run(folder.resolve("restored.db"), new String(Exports.ofSnapshot(source, spec), UTF_8));
        assertThat(texts(restored, "SELECT id FROM a")).containsExactly("10");
        assertThat(texts(restored, "SELECT name || seq FROM sqlite_sequence")).isEmpty();
    }

    /** Anybody may write into that table, but it is there only beside one that counts (C50). */
    @Test
    void aSequenceOfATableThatDoesNotCountIsNotBroughtAlone() throws SQLException {
        Path source = Databases.run(folder.resolve("source.db"), SCHEMA + "INSERT INTO sqlite_sequence VALUES('c', 5)");
        var spec = new ExportSpec(ExportFormat.SQL, List.of("c"));
        Path restored =
                Databases.run(folder.resolve("restored.db"), new String(Exports.ofSnapshot(source, spec), UTF_8));
        assertThat(texts(restored, "SELECT x FROM c")).containsExactly("1", "2");
    }

    private Path restored(String... tables) throws SQLException {
        return Databases.run(folder.resolve("restored.db"), script(tables));
    }

    private String script(String... tables) throws SQLException {
        Path source = Databases.run(folder.resolve("source.db"), SCHEMA);
        return new String(Exports.ofSnapshot(source, new ExportSpec(ExportFormat.SQL, List.of(tables))), UTF_8);
    }

    private static List<String> texts(Path database, String sql) throws SQLException {
        var texts = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            while (result.next()) {
                texts.add(result.getString(1));
            }
        }
        return texts;
    }
}
