package dev.tranche.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows are read in the order of a key that an index has, from any row on (P17). */
class KeysetTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t(x)",
                "CREATE TABLE t(id INTEGER PRIMARY KEY, x)",
                "CREATE TABLE t(x TEXT PRIMARY KEY)",
                "CREATE TABLE t(x INTEGER PRIMARY KEY DESC)",
                "CREATE TABLE t(x, rowid, _rowid_)",
                "CREATE TABLE t(x, y, PRIMARY KEY(x, y)) WITHOUT ROWID",
                "CREATE TABLE t(x, y, PRIMARY KEY(y DESC, x DESC)) WITHOUT ROWID",
                "CREATE TABLE t(x, y, z, PRIMARY KEY(x, y DESC, z)) WITHOUT ROWID",
                "CREATE TABLE t(x, y, z, PRIMARY KEY(x DESC, y DESC, z)) WITHOUT ROWID",
                "CREATE TABLE t(x TEXT COLLATE NOCASE, y, PRIMARY KEY(x, y DESC)) WITHOUT ROWID",
                "CREATE TABLE t(x TEXT COLLATE NOCASE, y, PRIMARY KEY(x COLLATE BINARY, y)) WITHOUT ROWID",
                "CREATE TABLE t(x REAL, y BLOB, PRIMARY KEY(x, y)) WITHOUT ROWID"
            })
    void everyQueryAfterAKeySearchesAndNeverSorts(String table) throws SQLException {
        try (Database database = database(table)) {
            TableShape shape = shape(database);
            Key after = key(shape);
            for (Select select : Select.of(shape, shape.columns(), Optional.of(after))) {
                assertThat(plan(database, select)).contains("SEARCH").doesNotContain("SCAN", "TEMP B-TREE");
            }
            for (Select select : Select.of(shape, shape.columns(), Optional.empty())) {
                assertThat(plan(database, select)).doesNotContain("TEMP B-TREE");
            }
        }
    }

    @Test
    void aKeyOfMoreColumnsThanSqliteFollowsIsReadByCounting() throws SQLException {
        try (Database database = database(keyOf(63))) {
            TableShape shape = shape(database);
            assertThat(shape.reading()).isInstanceOf(Reading.ByKey.class);
            for (Optional<Key> after : List.of(Optional.<Key>empty(), Optional.of(key(shape)))) {
                for (Select select : Select.of(shape, shape.columns(), after)) {
                    assertThat(plan(database, select)).doesNotContain("TEMP B-TREE");
                }
            }
        }
        try (Database database = database(keyOf(64))) {
            TableShape shape = shape(database);
            assertThat(shape.reading()).isEqualTo(new Reading.ByCount(false));
            for (Select select : Select.of(shape, shape.columns(), Optional.empty())) {
                assertThat(plan(database, select)).doesNotContain("TEMP B-TREE");
            }
        }
    }

    private static String keyOf(int columns) {
        String names = IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        return "CREATE TABLE t(" + names + ", PRIMARY KEY(" + names.replace("7", "7 DESC") + ")) WITHOUT ROWID";
    }

    @Test
    void eachPartOfTheKeyNarrowsTheSearch() throws SQLException {
        try (Database database =
                database("CREATE TABLE t(a, b TEXT, c INT, PRIMARY KEY(a, b DESC, c)) WITHOUT ROWID")) {
            TableShape shape = shape(database);
            List<Select> selects = Select.of(shape, shape.columns(), Optional.of(key(shape)));
            assertThat(selects).hasSize(3);
            assertThat(plan(database, selects.get(0))).contains("(a=? AND b=? AND c>?)");
            assertThat(plan(database, selects.get(1))).contains("(a=? AND b<?)");
            assertThat(plan(database, selects.get(2))).contains("(a>?)");
        }
    }

    @Test
    void aRowidIsFoundUnderAnyNameThatIsLeft() throws SQLException {
        assertThat(reading("CREATE TABLE t(x)")).isEqualTo(new Reading.ByRowid("rowid", true));
        assertThat(reading("CREATE TABLE t(x, RowId)")).isEqualTo(new Reading.ByRowid("_rowid_", true));
        assertThat(reading("CREATE TABLE t(rowid, _ROWID_ AS (rowid))")).isEqualTo(new Reading.ByRowid("oid", true));
        assertThat(reading("CREATE TABLE t(rowid, _rowid_, oid)")).isEqualTo(new Reading.ByCount(true));
        assertThat(reading("CREATE TABLE t(rowid, _rowid_, oid, id INTEGER PRIMARY KEY)"))
                .isEqualTo(new Reading.ByRowid("id", false));
    }

    @Test
    void onlyAnIntegerPrimaryKeyIsTheRowid() throws SQLException {
        assertThat(reading("CREATE TABLE t(k INTEGER PRIMARY KEY)")).isEqualTo(new Reading.ByRowid("k", false));
        assertThat(reading("CREATE TABLE t(k INTEGER, PRIMARY KEY(k DESC))"))
                .isEqualTo(new Reading.ByRowid("k", false));
        assertThat(reading("CREATE TABLE t(k INT PRIMARY KEY)")).isEqualTo(new Reading.ByRowid("rowid", true));
        assertThat(reading("CREATE TABLE t(k INTEGER PRIMARY KEY DESC)")).isEqualTo(new Reading.ByRowid("rowid", true));
        assertThat(reading("CREATE TABLE t(k TEXT PRIMARY KEY)")).isEqualTo(new Reading.ByRowid("rowid", true));
    }

    @Test
    void aRowidNeedsNoCollation() throws SQLException {
        Path file = folder.resolve("unknown.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t(k TEXT COLLATE NOCASE PRIMARY KEY, v)");
            statement.execute("INSERT INTO t VALUES('c', 1), ('b', 2), ('a', 3)");
            statement.execute("PRAGMA writable_schema = ON");
            statement.execute("UPDATE sqlite_schema SET sql = replace(sql, 'NOCASE', 'GERMAN')");
        }
        try (Database database = Database.openLive(file, Duration.ZERO)) {
            assertThat(values(database, shape(database), Optional.empty())).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void withoutAnyNameForTheRowidRowsAreCountedInItsOrder() throws SQLException {
        try (Database database =
                database("CREATE TABLE t(rowid, _rowid_, oid); CREATE INDEX i ON t(oid, _rowid_, rowid);"
                        + "INSERT INTO t VALUES(1, 30, 3), (2, 20, 2), (3, 10, 1)")) {
            TableShape shape = shape(database);
            assertThat(values(database, shape, Optional.empty())).containsExactly(30L, 20L, 10L);
            assertThat(values(database, shape, Optional.of(Key.ofLong(2)))).containsExactly(10L);
        }
    }

    @Test
    void aReaderHasNoRowBeforeTheFirst() throws SQLException {
        try (Database database = database("CREATE TABLE t(x)")) {
            TableShape shape = shape(database);
            try (var reader = new TableReader(database, shape, shape.columns(), Optional.empty())) {
                assertThatIllegalStateException().isThrownBy(reader::row);
                assertThat(reader.next()).isFalse();
            }
        }
    }

    private static List<Long> values(Database database, TableShape shape, Optional<Key> after) throws SQLException {
        var values = new ArrayList<Long>();
        try (var reader = new TableReader(database, shape, shape.columns(), after)) {
            while (reader.next()) {
                values.add(reader.row().integer(1));
            }
        }
        return values;
    }

    private Reading reading(String table) throws SQLException {
        try (Database database = database(table)) {
            return shape(database).reading();
        }
    }

    private static TableShape shape(Database database) throws SQLException {
        return new ShapeReader(database)
                .read(Schema.read(database).findTable("t").orElseThrow());
    }

    /** A key of texts, whose placeholders are the ones that could keep the index from being used. */
    private static Key key(TableShape shape) {
        if (shape.reading() instanceof Reading.ByKey byKey) {
            return new Key(byKey.parts().stream()
                    .map(part -> KeyValue.text(new byte[] {'k'}))
                    .toList());
        }
        return Key.ofLong(1);
    }

    private static String plan(Database database, Select select) throws SQLException {
        var explained = new Select("EXPLAIN QUERY PLAN " + select.sql(), select.parameters());
        var plan = new StringBuilder();
        try (var statement = explained.prepare(database);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                plan.append(result.getString("detail")).append('\n');
            }
        }
        return plan.toString();
    }

    private Database database(String table) throws SQLException {
        Path file = folder.resolve(Integer.toHexString(table.hashCode()) + ".db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate(table);
        }
        return Database.openLive(file, Duration.ZERO);
    }
}
