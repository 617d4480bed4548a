package dev.tranche.engine.sqlite;

import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/**
 * How large the statements of a connection may be. The driver allows less than SQLite does by itself, of which there are
 * schemas that it could neither read nor restore; and a query asks for the rowid beside as many columns as a table may have.
 * Stateless.
 */
public final class Bounds {
    private static final List<SQLiteLimits> OF_STATEMENTS = List.of(
            SQLiteLimits.SQLITE_LIMIT_COLUMN,
            SQLiteLimits.SQLITE_LIMIT_FUNCTION_ARG,
            SQLiteLimits.SQLITE_LIMIT_SQL_LENGTH);

    /** SQLite takes the most that it was compiled for instead. Source: sqlite.org/c3ref/limit.html */
    private static final int MOST = Integer.MAX_VALUE;

    private Bounds() {}

    /** Allows what the driver's SQLite can do: 32,767 columns, 127 arguments of a function, a statement of 1 GiB. */
    public static void lift(SQLiteConnection connection) throws SQLException {
        for (SQLiteLimits limit : OF_STATEMENTS) {
            connection.setLimit(limit, MOST);
        }
    }
}
