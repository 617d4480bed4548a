package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.encode.CsvText;
import dev.tranche.engine.sqlite.Column;
import dev.tranche.engine.sqlite.Row;
import dev.tranche.engine.sqlite.TableShape;
import java.sql.SQLException;
import java.util.List;

/**
 * One table as RFC 4180 has it: a header line, then a line a row (C12). Several tables are one such text each, which
 * {@link ZipPacking} keeps apart. Immutable.
 */
public final class CsvFormat implements Format {
    @Override
    public void begin(ByteSink out) {
        // A table's text starts with its own header.
    }

    @Override
    public TableWriter table(TableShape table, int ordinal) {
        return new Lines(table.columns(), header(table.columns()));
    }

    @Override
    public void end(ByteSink out) {
        // A table's text ends with its last row.
    }

    private static byte[] header(List<Column> columns) {
        var header = new ByteSink(64);
        boolean first = true;
        for (String name : UniqueNames.of(columns)) {
            header.ascii(first ? "" : ",");
            CsvText.name(header, name);
            first = false;
        }
        CsvText.lineEnd(header);
        return header.toByteArray();
    }

    private static final class Lines implements TableWriter {
        private final List<Column> columns;
        private final byte[] header;

        private Lines(List<Column> columns, byte[] header) {
            this.columns = columns;
            this.header = header;
        }

        @Override
        public List<Column> columns() {
            return columns;
        }

        @Override
        public void begin(ByteSink out) {
            out.put(header);
        }

        @Override
        public int row(Row row, boolean first, ByteSink out) throws SQLException {
            int replaced = 0;
            for (int i = 0; i < columns.size(); i++) {
                if (i > 0) {
                    out.put(',');
                }
                replaced += value(row, i, out) ? 1 : 0;
            }
            CsvText.lineEnd(out);
            return replaced;
        }

        @Override
        public void end(ByteSink out) {
            // A table's text ends with its last row.
        }

        private static boolean value(Row row, int column, ByteSink out) throws SQLException {
            switch (row.type(column)) {
                case Row.INTEGER -> CsvText.integer(out, row.integer(column));
                case Row.REAL -> CsvText.real(out, row.real(column));
                case Row.BLOB -> {
                    byte[] blob = row.bytes(column);
                    CsvText.blob(out, blob, 0, blob.length);
                }
                case Row.TEXT -> {
                    byte[] text = row.text(column);
                    return CsvText.text(out, text, 0, text.length);
                }
                default -> {
                    // NULL is an empty field without quotes.
                }
            }
            return false;
        }
    }
}
