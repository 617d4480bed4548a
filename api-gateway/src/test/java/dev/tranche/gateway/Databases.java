package dev.tranche.gateway;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Makes the real SQLite files that tests export. */
final class Databases {
    private Databases() {}

    static void make(Path file, String... statements) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the test's own SQL failed", e);
        }
    }

    /** A table {@code t(id, text)} of so many rows with texts of so many characters. */
    static void makeRows(Path file, int rows, int characters) {
        make(file, "CREATE TABLE t(id INTEGER PRIMARY KEY, text TEXT)", """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                INSERT INTO t SELECT i, hex(zeroblob(%d)) FROM n""".formatted(rows, characters / 2));
    }
}
