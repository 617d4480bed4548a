package dev.tranche.engine.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import org.sqlite.core.DB;

/**
 * The values of the row that a {@link TableReader} stands on, read straight from SQLite without a String or an Object per
 * cell. Columns are those that the reader was asked for, from 0. Valid until the reader moves; one thread.
 */
public final class Row {
    /** SQLite's storage classes, as {@code sqlite3_column_type} numbers them. Source: sqlite.org/c3ref/c_blob.html */
    public static final int INTEGER = 1;

    public static final int REAL = 2;
    public static final int TEXT = 3;
    public static final int BLOB = 4;
    public static final int NULL = 5;

    private static final byte[] NOTHING = {};

    private final DB db;
    private final long statement;
    private final int[] keyIndexes;
    private final TextEncoding encoding;
    private boolean rowidIsNext;

    Row(DB db, long statement, int[] keyIndexes, TextEncoding encoding) {
        this.db = db;
        this.statement = statement;
        this.keyIndexes = keyIndexes;
        this.encoding = encoding;
    }

    /** The storage class, one of the constants above. */
    public int type(int column) throws SQLException {
        return db.column_type(statement, column);
    }

    /** An INTEGER. */
    public long integer(int column) throws SQLException {
        return db.column_long(statement, column);
    }

    /** A REAL. */
    public double real(int column) throws SQLException {
        return db.column_double(statement, column);
    }

    /** A BLOB, or a TEXT's bytes in the encoding of the database. */
    public byte[] bytes(int column) throws SQLException {
        return rawBytes(column);
    }

    /** A TEXT's bytes as UTF-8; not well-formed where the stored text is not (lone surrogates become three bytes). */
    public byte[] text(int column) throws SQLException {
        return encoding.toUtf8(rawBytes(column));
    }

    /** The rowid, where the table is read by it. */
    public long rowid() throws SQLException {
        return db.column_long(statement, keyIndexes[0]);
    }

    /** Whether the rowid is the one that SQLite would give to the next inserted row by itself. */
    public boolean rowidIsNext() {
        return rowidIsNext;
    }

    void rowidIsNext(boolean isNext) {
        rowidIsNext = isNext;
    }

    Key key() throws SQLException {
        var values = new ArrayList<KeyValue>();
        for (int index : keyIndexes) {
            values.add(keyValue(index));
        }
        return new Key(values);
    }

    private KeyValue keyValue(int index) throws SQLException {
        return switch (db.column_type(statement, index)) {
            case INTEGER -> KeyValue.integer(db.column_long(statement, index));
            case REAL -> KeyValue.real(db.column_double(statement, index));
            case TEXT -> KeyValue.text(rawBytes(index));
            case BLOB -> KeyValue.blob(rawBytes(index));
            default -> throw Malformed.found();
        };
    }

    private byte[] rawBytes(int index) throws SQLException {
        byte[] bytes = db.column_blob(statement, index);
        return bytes == null ? NOTHING : bytes;
    }
}
