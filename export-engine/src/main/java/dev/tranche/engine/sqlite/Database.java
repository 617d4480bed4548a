package dev.tranche.engine.sqlite;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.sqlite.Collation;
import org.sqlite.Function;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;
import org.sqlite.SQLiteOpenMode;

/**
 * One read-only connection to a SQLite file. One thread. All file access is SQLite's: Java I/O on a source would drop the
 * locks that this process holds on it.
 */
public final class Database implements AutoCloseable {
    /** Virtual machine steps between two looks at the deadline: under a millisecond of work. */
    private static final int STEPS_PER_LOOK = 50_000;

    /** What lets a schema use a function that is not SQLite's own. Source: sqlite.org/c3ref/c_deterministic.html */
    private static final int INNOCUOUS = 0x200000;

    private final Path file;
    private final SQLiteConnection connection;

    private Database(Path file, SQLiteConnection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens a database that others may write to.
     *
     * @param wait how long to wait for their locks
     * @throws SQLException if SQLite cannot open or read it
     */
    public static Database openLive(Path file, Duration wait) throws SQLException {
        return open(file, "mode=ro", wait);
    }

    /**
     * Opens a file that nobody writes to, without any locks.
     *
     * @throws SQLException if SQLite cannot open or read it
     */
    public static Database openSnapshot(Path file) throws SQLException {
        return open(file, "mode=ro&immutable=1", Duration.ZERO);
    }

    private static Database open(Path file, String parameters, Duration wait) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        config.setBusyTimeout((int) wait.toMillis());
        var connection = (SQLiteConnection) config.createConnection("jdbc:sqlite:" + uri(file) + "?" + parameters);
        var database = new Database(file, connection);
        try {
            Bounds.lift(connection);
            database.execute("PRAGMA trusted_schema=OFF");
            database.number("SELECT count(*) FROM sqlite_master");
        } catch (SQLException e) {
            database.close();
            throw e;
        }
        return database;
    }

    /** SQLite's form of a file name, in which {@code ?}, {@code #} and {@code %} mean something else. */
    private static String uri(Path file) {
        return "file:"
                + file.toAbsolutePath()
                        .toString()
                        .replace("%", "%25")
                        .replace("?", "%3f")
                        .replace("#", "%23");
    }

    /** The file that is open, to be read by others only if it is a snapshot. */
    Path file() {
        return file;
    }

    /** Makes everything read until {@link #close()} true at one instant (C6). */
    public void beginRead() throws SQLException {
        execute("BEGIN");
        number("SELECT count(*) FROM sqlite_master");
    }

    /** Has SQLite ask now and then, during long statements too, whether to stop with {@code SQLITE_INTERRUPT}. */
    public void stopWhen(BooleanSupplier over) throws SQLException {
        stopWhen(over, STEPS_PER_LOOK);
    }

    /** As above, after that many of the virtual machine's steps; of an integrity check, after that many pages too. */
    public void stopWhen(BooleanSupplier over, int stepsPerLook) throws SQLException {
        ProgressHandler.setHandler(connection, stepsPerLook, new ProgressHandler() {
            @Override
            protected int progress() {
                return over.getAsBoolean() ? 1 : 0;
            }
        });
    }

    /**
     * Defines a collation that only another program has: without it SQLite would not even scan a table that is ordered by
     * it. Whoever calls this must not have SQLite compare by it.
     */
    void pretendToKnow(String collation) throws SQLException {
        Collation.create(connection, collation, new Collation() {
            @Override
            protected int xCompare(String one, String other) {
                return one.compareTo(other);
            }
        });
    }

    /** Defines a function that only another program has, with NULL for every value: as much as a definition needs to be taken. */
    void pretendToCompute(String function) throws SQLException {
        int anyArguments = -1;
        Function.create(
                connection,
                function,
                new Function() {
                    @Override
                    protected void xFunc() throws SQLException {
                        result();
                    }
                },
                anyArguments,
                Function.FLAG_DETERMINISTIC | INNOCUOUS);
    }

    /** Has SQLite fail with {@code SQLITE_TOOBIG}, before it takes memory for it, where a statement needs a longer value. */
    public void refuseLongerThan(long bytes) throws SQLException {
        connection.setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, (int) Math.min(Integer.MAX_VALUE, bytes));
    }

    /** Runs a statement without a result. */
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The one number that a query gives. */
    public long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** The one text that a query gives. */
    public String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    /** The size of the database, which is that of its file once everything is in it. */
    public long bytes() throws SQLException {
        return number("PRAGMA page_count") * number("PRAGMA page_size");
    }

    /** How this database stores texts. */
    public TextEncoding encoding() throws SQLException {
        return TextEncoding.of(text("PRAGMA encoding"));
    }

    /** The JDBC connection, for what this class has no word for. */
    public SQLiteConnection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
