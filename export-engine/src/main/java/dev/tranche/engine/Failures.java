package dev.tranche.engine;

import dev.tranche.engine.EngineException.Reason;
import dev.tranche.engine.encode.RowTooLong;
import dev.tranche.engine.sqlite.SqliteErrors;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Turns SQLite's exceptions into the engine's; the only place that does. Stateless. */
final class Failures {
    private Failures() {}

    /** The failure of work on a whole file. */
    static EngineException of(SQLException e, Path file) {
        Reason reason = reason(e);
        if (reason == Reason.INPUT_OUTPUT && !Files.exists(file)) {
            return new EngineException(Reason.MISSING, "the database file does not exist", null, e);
        }
        return new EngineException(reason, SqliteErrors.words(e), null, e);
    }

    /** The failure of work that is not about one table, on a file that was there. */
    static EngineException of(SQLException e) {
        return new EngineException(reason(e), SqliteErrors.words(e), null, e);
    }

    /** The failure of reading a table. */
    static EngineException of(SQLException e, String table) {
        if (SqliteErrors.isTooLong(e)) {
            return tooLarge("a value of more than " + Memory.LARGEST_VALUE_BYTES + " bytes", table, e);
        }
        if (SqliteErrors.isOutOfMemory(e)) {
            return outOfMemory(e, table);
        }
        return new EngineException(reason(e), SqliteErrors.words(e) + " (table '" + table + "')", table, e);
    }

    /** The failure of a row that no array holds. */
    static EngineException tooLong(RowTooLong e, String table) {
        return tooLarge("it " + e.getMessage(), table, e);
    }

    private static EngineException tooLarge(String what, String table, Throwable cause) {
        String message = "Table '" + table + "' has a row too large for this process: " + what;
        return new EngineException(Reason.ROW_TOO_LARGE, message, table, cause);
    }

    /** The failure of a row for which there was no memory left. */
    static EngineException outOfMemory(Throwable cause, String table) {
        String message = "Table '" + table + "' has a row for which the memory was not enough";
        return new EngineException(Reason.OUT_OF_MEMORY, message, table, cause);
    }

    /** The failure of reading a snapshot's bytes, without the path that some exceptions have for a message. */
    static EngineException of(IOException e) {
        String words = e instanceof FileSystemException file ? String.valueOf(file.getReason()) : e.getMessage();
        return new EngineException(Reason.INPUT_OUTPUT, "the snapshot cannot be read: " + words, null, e);
    }

    /** @param findings SQLite's */
    static EngineException notIntact(List<String> findings) {
        String words = String.join("; ", findings);
        return new EngineException(
                Reason.DAMAGED, "the database did not pass SQLite's integrity_check: " + words, null, null);
    }

    static EngineException unknownTable(String table) {
        return new EngineException(Reason.UNKNOWN_TABLE, "Table '" + table + "' does not exist.", table, null);
    }

    static EngineException otherRowCount(String table, long counted, long written) {
        String message =
                "Table '" + table + "' has " + counted + " rows in the snapshot, but " + written + " were written";
        return new EngineException(Reason.ROW_COUNT, message, table, null);
    }

    static EngineException interrupted() {
        return new EngineException(Reason.INTERRUPTED, "interrupted", null, null);
    }

    private static Reason reason(SQLException e) {
        return switch (SqliteErrors.primary(e)) {
            case SQLITE_NOTADB -> Reason.NOT_A_DATABASE;
            case SQLITE_CORRUPT, SQLITE_FORMAT -> Reason.DAMAGED;
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL -> Reason.BUSY;
            case SQLITE_INTERRUPT -> Reason.INTERRUPTED;
            case SQLITE_NOMEM -> Reason.OUT_OF_MEMORY;
            case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_FULL -> Reason.INPUT_OUTPUT;
            default -> Reason.REFUSED;
        };
    }
}
