package dev.tranche.engine.sqlite;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What the driver's exceptions say of SQLite's errors. Stateless. */
public final class SqliteErrors {
    /**
     * {@code [SQLITE_NOTADB] File opened that is not a database file (file is not a database)}: the last part is SQLite's. The driver's own
     * words may name a function, as in {@code sqlite3_interrupt()}.
     */
    private static final Pattern DRIVER_MESSAGE =
            Pattern.compile("\\[SQLITE_\\w+](?:[^(]|\\(\\))*\\((.*)\\)", Pattern.DOTALL);

    private SqliteErrors() {}

    /** The code without its extension, which only the low byte carries. Source: sqlite.org/rescode.html */
    public static SQLiteErrorCode primary(SQLException e) {
        int code = e instanceof SQLiteException s ? s.getResultCode().code : e.getErrorCode();
        return SQLiteErrorCode.getErrorCode(code & 0xff);
    }

    /**
     * Whether SQLite refuses what it was asked for although the file is sound and at hand: a module, function, collation or
     * tokenizer that only an application has, a table that is gone, an expression that has no value. Asked again it says the same.
     */
    public static boolean isRefusal(SQLException e) {
        return primary(e) == SQLiteErrorCode.SQLITE_ERROR;
    }

    /** Whether a value is longer than {@link Database#refuseLongerThan} allows. */
    public static boolean isTooLong(SQLException e) {
        return primary(e) == SQLiteErrorCode.SQLITE_TOOBIG;
    }

    /** Whether SQLite has no memory, or Java none for a value that SQLite has: that the driver says without a code. */
    public static boolean isOutOfMemory(SQLException e) {
        return primary(e) == SQLiteErrorCode.SQLITE_NOMEM || "Out of memory".equals(e.getMessage());
    }

    /** SQLite's own words. */
    public static String words(SQLException e) {
        String message = String.valueOf(e.getMessage());
        Matcher matcher = DRIVER_MESSAGE.matcher(message);
        return matcher.matches() ? matcher.group(1) : message;
    }
}
