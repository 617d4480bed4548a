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

    /** Appends the first {@code columns} values with commas between them. */
    void list(Row row, int columns, ByteSink out) throws SQLException {
        for (int i = 0; i < columns; i++) {
            if (i > 0) {
                out.put(',');
            }
            value(row, i, out);
        }
    }

    private void value(Row row, int column, ByteSink out) throws SQLException {
        switch (row.type(column)) {
            case Row.INTEGER -> SqlLiteral.integer(out, row.integer(column));
            case Row.REAL -> SqlLiteral.real(out, row.real(column));
            case Row.TEXT -> text(row, column, out);
            case Row.BLOB -> {
                byte[] blob = row.bytes(column);
                SqlLiteral.blob(out, blob, 0, blob.length);
            }
            default -> SqlLiteral.nul(out);
        }
    }

    /** Bytes in a CAST are taken as the database's encoding, so a UTF-16 text that cannot be quoted goes as it is stored. */
    private void text(Row row, int column, ByteSink out) throws SQLException {
        byte[] text = row.text(column);
        if (encoding == TextEncoding.UTF_8 || SqlLiteral.canBeQuoted(text, 0, text.length)) {
            SqlLiteral.text(out, text, 0, text.length);
        } else {
            byte[] stored = row.bytes(column);
            SqlLiteral.textByBytes(out, stored, 0, stored.length);
        }
    }
}
