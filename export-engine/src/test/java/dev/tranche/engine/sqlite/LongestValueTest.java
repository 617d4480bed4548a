package dev.tranche.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite itself refuses a value that nobody here could hold, and nothing but that (C3). */
class LongestValueTest {
    private static final int LONGEST = 100_000;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void create() throws SQLException {
        file = folder.resolve("values.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE longest(id INTEGER PRIMARY KEY, a, b, c)");
            statement.executeUpdate(
                    "INSERT INTO longest VALUES(1, zeroblob(%1$d), zeroblob(%1$d), zeroblob(%1$d))".formatted(LONGEST));
            statement.executeUpdate("CREATE TABLE blobs AS SELECT zeroblob(%d) AS a".formatted(LONGEST + 1));
            statement.executeUpdate("CREATE TABLE texts AS SELECT hex(zeroblob(%d)) AS a".formatted(LONGEST / 2 + 1));
        }
    }

    @Test
    void aRowOfManyValuesOfThatLengthIsRead() throws SQLException {
        assertThat(read("longest")).isEqualTo(3 * LONGEST);
    }

    @Test
    void aLongerValueIsRefused() {
        for (String table : List.of("blobs", "texts")) {
            assertThatExceptionOfType(SQLiteException.class)
                    .isThrownBy(() -> read(table))
                    .satisfies(e -> assertThat(e.getResultCode()).isEqualTo(SQLiteErrorCode.SQLITE_TOOBIG));
        }
    }

    @Test
    void rowsWithLongerValuesAreCounted() throws SQLException {
        try (var database = open()) {
            assertThat(database.number("SELECT count(*) FROM blobs")).isEqualTo(1);
        }
    }

    private Database open() throws SQLException {
        var database = Database.openSnapshot(file);
        database.refuseLongerThan(LONGEST);
        return database;
    }

    /** All bytes of the first row's columns without a number. */
    private int read(String table) throws SQLException {
        try (var database = open()) {
            var shape = new ShapeReader(database)
                    .read(Schema.read(database).findTable(table).orElseThrow());
            var columns =
                    shape.columns().stream().filter(c -> !c.name().equals("id")).toList();
            try (var reader = new TableReader(database, shape, columns, Optional.empty())) {
                reader.next();
                int bytes = 0;
                for (int i = 0; i < columns.size(); i++) {
                    bytes += reader.row().bytes(i).length;
                }
                return bytes;
            }
        }
    }
}
