package dev.tranche.engine.sqlite;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite says of damaged pages; also of those that it reads without noticing. Stateless. */
final class Malformed {
    /** SQLite's text, whatever the extension of the code, so that every worker writes the same. Source: sqlite3_errstr */
    static final String WORDS = "database disk image is malformed";

    private Malformed() {}

    /** Whether SQLite, or this reader, found damage. */
    static boolean is(SQLException e) {
        return SqliteErrors.primary(e) == SQLiteErrorCode.SQLITE_CORRUPT;
    }

    /** Throws whatever is not damage, for those who go on behind damage. */
    static void require(SQLException e) throws SQLException {
        if (!is(e)) {
            throw e;
        }
    }

    /** Something that no sound table has. */
    static SQLException found() {
        return new SQLiteException(WORDS, SQLiteErrorCode.SQLITE_CORRUPT);
    }
}
