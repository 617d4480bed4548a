package dev.tranche.engine;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;

/** Database files made from scripts, for tests. */
final class Databases {
    private Databases() {}

    /** Runs a script of any number of statements; makes the file if it is not there. */
    static Path run(Path file, String script) throws SQLException {
        try (var connection = (SQLiteConnection) DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.getDatabase()._exec(script);
        }
        return file;
    }
}
