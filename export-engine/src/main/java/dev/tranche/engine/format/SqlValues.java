package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.encode.SqlLiteral;
import dev.tranche.engine.sqlite.Row;
import dev.tranche.engine.sqlite.TextEncoding;
import java.sql.SQLException;

/** Writes the values of rows as literals that restore to the same storage class and bytes. Stateless. */
final class SqlValues {
    private final TextEncoding encoding;

    SqlValues(TextEncoding encoding) {
        this.encoding = encoding;
    }

    /**
     * Appends the values of a row with commas between them.
     *
     * @return whether there is a NULL in a column whose definition forbids it
     */
    boolean list(Row row, boolean[] notNull, ByteSink out) throws SQLException {
        boolean violates = false;
        for (int i = 0; i < notNull.length; i++) {
            if (i > 0) {
                out.put(',');
            }
            violates |= value(row, i, out) && notNull[i];
        }
        return violates;
    }

    /** Appends a value and says whether it is NULL. */
    private boolean value(Row row, int column, ByteSink out) throws SQLException {
        switch (row.type(column)) {
            case Row.INTEGER -> SqlLiteral.integer(out, row.integer(column));
            case Row.REAL -> SqlLiteral.real(out, row.real(column));
            case Row.TEXT -> text(row, column, out);
            case Row.BLOB -> {
                byte[] blob = row.bytes(column);
                SqlLiteral.blob(out, blob, 0, blob.length);
            }
            default -> {
                SqlLiteral.nul(out);
                return true;
            }
        }
        return false;
    }

    /** Bytes in a CAST are taken as the database's encoding, so a UTF-16 text that cannot be quoted goes as it is stored. */
    private void text(Row row, int column, ByteSink out) throws SQLException {
        byte[] text = row.text(column);
        if (encoding == TextEncoding.UTF_8
                || (SqlLiteral.canBeQuoted(text, 0, text.length) && SqlLiteral.survivesUtf16(text, 0, text.length))) {
            SqlLiteral.text(out, text, 0, text.length);
        } else {
            byte[] stored = row.bytes(column);
            SqlLiteral.textByBytes(out, stored, 0, stored.length);
        }
    }
}
