package dev.tranche.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With keys of every storage class: the queries after a row give all rows behind it, by seeking (P17). */
class SelectTest {
    private static final int ROWS = 200;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t(a, b, c)",
                "CREATE TABLE t(a INTEGER PRIMARY KEY, b, c)",
                "CREATE TABLE t(a INTEGER PRIMARY KEY DESC, b, c)",
                "CREATE TABLE t(a TEXT PRIMARY KEY, b, c)",
                "CREATE TABLE t(a, b, c, rowid)",
                "CREATE TABLE t(a, b, c, rowid, OID)",
                "CREATE TABLE t(a, b, c, PRIMARY KEY(a)) WITHOUT ROWID",
                "CREATE TABLE t(a, b, c, PRIMARY KEY(a DESC)) WITHOUT ROWID",
                "CREATE TABLE t(a TEXT, b INTEGER, c, PRIMARY KEY(a, b)) WITHOUT ROWID",
                "CREATE TABLE t(a REAL, b NUMERIC, c BLOB, PRIMARY KEY(a, b, c)) WITHOUT ROWID",
                "CREATE TABLE t(a, b, c, PRIMARY KEY(a DESC, b DESC)) WITHOUT ROWID",
                "CREATE TABLE t(a, b, c, PRIMARY KEY(a, b DESC)) WITHOUT ROWID",
                "CREATE TABLE t(a, b, c, PRIMARY KEY(c DESC, b, a DESC)) WITHOUT ROWID",
                "CREATE TABLE t(a COLLATE NOCASE, b COLLATE RTRIM, c, PRIMARY KEY(a, b)) WITHOUT ROWID",
                "CREATE TABLE t(a COLLATE NOCASE, b, c, PRIMARY KEY(a COLLATE BINARY, b COLLATE NOCASE)) WITHOUT ROWID",
                "CREATE TABLE t(a, b, c, PRIMARY KEY(a, a)) WITHOUT ROWID",
                "CREATE TABLE t(a, b, c, PRIMARY KEY(a COLLATE NOCASE, a)) WITHOUT ROWID",
                "CREATE TABLE t(a, b, c, PRIMARY KEY(a COLLATE NOCASE DESC, a, b)) WITHOUT ROWID",
            })
    void readingSeeksAndNeverSorts(String definition) throws SQLException {
        Path file = folder.resolve("t.db");
        create(file, definition, "CREATE INDEX covering ON t(c, b, a)", "CREATE INDEX reverse ON t(a DESC, b, c)");
        try (var database = Database.openSnapshot(file)) {
            TableShape shape = shape(database);
            assertThat(plan(database, shape, Optional.empty())).noneMatch(step -> step.contains("TEMP B-TREE"));
            List<Key> keys = keys(database, shape, Optional.empty());
            assertThat(keys).hasSize(ROWS);
            for (int i = 0; i < keys.size(); i += 7) {
                Optional<Key> after = Optional.of(keys.get(i));
                assertThat(plan(database, shape, after))
                        .noneMatch(step -> step.contains("TEMP B-TREE"))
                        .allMatch(step -> step.startsWith("SEARCH"));
                assertThat(keys(database, shape, after)).isEqualTo(keys.subList(i + 1, keys.size()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t(a, b, c, rowid, oid, _rowid_)",
                "CREATE TABLE t(a, b, c, ROWID, OID, _RowId_)",
                "CREATE VIRTUAL TABLE t USING fts5(a, b, c)",
                "CREATE VIRTUAL TABLE t USING fts4(a, b, c)",
            })
    void aTableWithoutANameForItsKeyIsReadByCounting(String definition) throws SQLException {
        Path file = folder.resolve("t.db");
        create(file, definition);
        try (var database = Database.openSnapshot(file)) {
            TableShape shape = shape(database);
            assertThat(shape.reading()).isInstanceOf(Reading.ByCount.class);
            List<Key> keys = keys(database, shape, Optional.empty());
            assertThat(keys).hasSize(ROWS);
            assertThat(keys(database, shape, Optional.of(keys.get(9)))).isEqualTo(keys.subList(10, ROWS));
        }
    }

    @Test
    void aKeyWithACollationOfAnotherProgramIsReadByCounting() throws SQLException {
        Path file = folder.resolve("t.db");
        create(
                file,
                "CREATE TABLE t(a, b, c, PRIMARY KEY(a COLLATE NOCASE)) WITHOUT ROWID",
                "PRAGMA writable_schema = ON",
                "UPDATE sqlite_master SET sql = replace(sql, 'NOCASE', 'ICU_de')");
        try (var database = Database.openSnapshot(file)) {
            TableShape shape = shape(database);
            assertThat(shape.reading()).isInstanceOf(Reading.ByCount.class);
            assertThat(keys(database, shape, Optional.empty())).hasSize(ROWS);
        }
    }

    private static void create(Path file, String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute(statements[0]);
            fill(connection);
            for (int i = 1; i < statements.length; i++) {
                statement.execute(statements[i]);
            }
        }
    }

    /** Keys of every storage class, each class in more than one row, no two of them equal under any collation. */
    private static void fill(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        boolean integerOnly;
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT sql LIKE '%a INTEGER PRIMARY KEY, %' FROM sqlite_master")) {
            integerOnly = result.getBoolean(1);
        }
        try (var insert = connection.prepareStatement("INSERT INTO t(a, b, c) VALUES(?, ?, ?)")) {
            for (int i = 0; i < ROWS; i++) {
                bind(insert, 1, integerOnly ? 0 : i % 4, i);
                bind(insert, 2, i / 4 % 4, i / 3);
                bind(insert, 3, i / 16 % 4, i / 5);
                insert.executeUpdate();
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void bind(PreparedStatement statement, int index, int type, int value) throws SQLException {
        switch (type) {
            case 0 -> statement.setLong(index, value - 50);
            case 1 -> statement.setDouble(index, value / 8.0 + 0.0625);
            case 2 -> statement.setString(index, (value % 8 == 2 ? "K" : "k") + value + "é\u0000" + value);
            default -> statement.setBytes(index, new byte[] {(byte) value, 0, 'x'});
        }
    }

    private static TableShape shape(Database database) throws SQLException {
        return new ShapeReader(database)
                .read(Schema.read(database).findTable("t").orElseThrow());
    }

    private static List<Key> keys(Database database, TableShape shape, Optional<Key> after) throws SQLException {
        var keys = new ArrayList<Key>();
        try (var reader = new TableReader(database, shape, shape.columns(), after)) {
            while (reader.next()) {
                keys.add(reader.key());
            }
        }
        return keys;
    }

    private static List<String> plan(Database database, TableShape shape, Optional<Key> after) throws SQLException {
        var steps = new ArrayList<String>();
        for (Select select : Select.of(shape, shape.columns(), after)) {
            var explained = new Select("EXPLAIN QUERY PLAN " + select.sql(), select.parameters());
            try (PreparedStatement statement = explained.prepare(database);
                    var result = statement.executeQuery()) {
                while (result.next()) {
                    steps.add(result.getString("detail"));
                }
            }
        }
        return steps;
    }
}
