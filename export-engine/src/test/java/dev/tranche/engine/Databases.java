package dev.tranche.engine;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/** Database files made from scripts, for tests. */
final class Databases {
    private static final List<SQLiteLimits> OF_STATEMENTS = List.of(
            SQLiteLimits.SQLITE_LIMIT_COLUMN,
            SQLiteLimits.SQLITE_LIMIT_FUNCTION_ARG,
            SQLiteLimits.SQLITE_LIMIT_SQL_LENGTH);

    private Databases() {}

    /** For looking into it: whatever the schema says, and rowids beside as many columns as a table may have. */
    static Connection open(Path file) throws SQLException {
        var connection = (SQLiteConnection) DriverManager.getConnection("jdbc:sqlite:" + file);
        for (SQLiteLimits limit : OF_STATEMENTS) {
            connection.setLimit(limit, Integer.MAX_VALUE);
        }
        return connection;
    }

    /** Runs a script of any number of statements; makes the file if it is not there. */
    static Path run(Path file, String script) throws SQLException {
        try (var connection = (SQLiteConnection) DriverManager.getConnection("jdbc:sqlite:" + file)) {
            // The driver's own bounds are a million bytes and a hundred arguments, SQLite's a thousand times that and
            // 127.
            connection.setLimit(SQLiteLimits.SQLITE_LIMIT_SQL_LENGTH, 1_000_000_000);
            connection.setLimit(SQLiteLimits.SQLITE_LIMIT_FUNCTION_ARG, 127);
            connection.getDatabase()._exec(script);
        }
        return file;
    }
}
