package dev.tranche.worker;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Real SQLite files to export. */
public final class SourceDatabase {
    private SourceDatabase() {}

    /** A database with one table {@code t} of that many rows, each of some hundred bytes, the same bytes each time. */
    public static Path withRows(Path file, int rows) {
        return of(
                file,
                "PRAGMA journal_mode = WAL",
                "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, value REAL, body BLOB)",
                """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                INSERT INTO t SELECT i, 'row ' || i || ' of some', i / 3.0, zeroblob(40) FROM n WHERE %d > 0
                """.formatted(Math.max(rows, 1), rows));
    }

    /** A database made by these statements. */
    public static Path of(Path file, String... statements) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
            return file;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
