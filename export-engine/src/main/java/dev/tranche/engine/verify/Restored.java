package dev.tranche.engine.verify;

import dev.tranche.engine.sqlite.Bounds;
import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.IntegrityCheck;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.verify.Difference.Where;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;
import org.sqlite.core.Codes;

/**
 * A database of its own in the folder for temporary files, made by running a script or copied, and deleted on close. The script
 * can reach no other file: it can attach nothing, and SQLite alone sees it.
 */
final class Restored implements AutoCloseable {
    private final Path folder;
    private final Database database;
    private final Schema schema;

    private Restored(Path folder, Database database, Schema schema) {
        this.folder = folder;
        this.database = database;
        this.schema = schema;
    }

    /**
     * Runs the scripts, one after the other.
     *
     * @throws Mismatch if SQLite refuses a statement or what they made, or the script leaves its transaction open
     */
    static Restored by(InputStream... scripts) throws IOException, SQLException {
        return made(file -> {
            for (InputStream script : scripts) {
                run(script, file);
            }
        });
    }

    /**
     * Takes the database itself.
     *
     * @throws Mismatch if it is none, or SQLite's check of it finds damage
     */
    static Restored from(InputStream database) throws IOException, SQLException {
        Restored restored = made(file -> Files.copy(database, file));
        var where = Where.ofDocument("PRAGMA integrity_check");
        try {
            var check = new IntegrityCheck(restored.database, () -> false);
            List<String> damage = read(where, () -> check.run().orElseThrow().damage());
            if (!damage.isEmpty()) {
                throw new Mismatch(where, "ok", Shown.sentence(damage.get(0)));
            }
            return restored;
        } catch (RuntimeException e) {
            restored.close();
            throw e;
        }
    }

    private static Restored made(Maker maker) throws IOException, SQLException {
        Path folder = Files.createTempDirectory("tranche-verify");
        try {
            Path file = folder.resolve("restored.db");
            maker.make(file);
            return read(Where.ofDocument("the restored database"), () -> open(folder, file));
        } catch (IOException | SQLException | RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    /** Puts a database where there is no file yet. */
    @FunctionalInterface
    private interface Maker {
        void make(Path file) throws IOException, SQLException;
    }

    private static void run(InputStream script, Path file) throws IOException, SQLException {
        var config = new SQLiteConfig();
        // Nothing of this file must survive anything.
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.setJournalMode(SQLiteConfig.JournalMode.OFF);
        try (var connection = (SQLiteConnection) config.createConnection("jdbc:sqlite:" + file)) {
            connection.setLimit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, 0);
            Bounds.lift(connection);
            var statements = new SqlStatements(script);
            long number = 0;
            for (Optional<String> sql = statements.next(); sql.isPresent(); sql = statements.next()) {
                number++;
                run(connection, sql.get(), number);
            }
            requireCommitted(connection);
        }
    }

    /** SQLite refuses a transaction inside of another, which is how it says that one is open. */
    private static void requireCommitted(SQLiteConnection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN");
        } catch (SQLException e) {
            throw new Mismatch(Where.ofDocument("the end of the script"), "COMMIT before it", "an open transaction");
        }
    }

    private static void run(SQLiteConnection connection, String sql, long number) {
        String refusal = sql.indexOf('\0') >= 0 ? "a NUL in the script" : "";
        try {
            int code = connection.getDatabase()._exec(sql);
            refusal = code == Codes.SQLITE_OK ? refusal : "SQLite's code " + code;
        } catch (SQLException e) {
            refusal = Shown.sentence(String.valueOf(e.getMessage()));
        }
        if (!refusal.isEmpty()) {
            throw new Mismatch(
                    Where.ofDocument("statement " + number),
                    "a script that SQLite runs",
                    refusal + " at " + Shown.text(sql.strip()));
        }
    }

    private static Restored open(Path folder, Path file) throws SQLException {
        Database database = Database.openSnapshot(file);
        try {
            return new Restored(folder, database, Schema.read(database));
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Reads something of a restored database, whose schema a script may have broken.
     *
     * @throws Mismatch if that cannot be done
     */
    static <T> T read(Where where, Access<T> access) {
        try {
            return access.get();
        } catch (SQLException | IllegalArgumentException e) {
            throw new Mismatch(where, "a database that SQLite reads", Shown.sentence(String.valueOf(e.getMessage())));
        }
    }

    /** Something that SQLite may refuse. */
    @FunctionalInterface
    interface Access<T> {
        T get() throws SQLException;
    }

    Database database() {
        return database;
    }

    Schema schema() {
        return schema;
    }

    @Override
    public void close() throws SQLException, IOException {
        try {
            database.close();
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
