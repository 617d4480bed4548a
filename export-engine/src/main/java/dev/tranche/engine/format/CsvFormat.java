package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.encode.CsvText;
import dev.tranche.engine.encode.TextLosses;
import dev.tranche.engine.sqlite.Column;
import dev.tranche.engine.sqlite.Row;
import dev.tranche.engine.sqlite.TableShape;
import dev.tranche.model.job.CsvDialect;
import java.sql.SQLException;
import java.util.List;

/**
 * One table as RFC 4180 has it: a header line, then a line a row (C12). Several tables are one such text each, which
 * {@link ZipPacking} keeps apart. Immutable.
 */
public final class CsvFormat implements Format {
    private final CsvText csv;

    public CsvFormat(CsvDialect dialect) {
        this.csv = new CsvText(dialect);
    }

    @Override
    public void begin(ByteSink out) {
        // A table's text starts with its own header.
    }

    @Override
    public TableWriter table(TableShape table, int ordinal) {
        return new Lines(csv, table.columns());
    }

    @Override
    public void end(ByteSink out) {
        // A table's text ends with its last row.
    }

    private static final class Lines implements TableWriter {
        private final CsvText csv;
        private final List<Column> columns;
        private final byte[] header;
        private final long guardedNames;

        private Lines(CsvText csv, List<Column> columns) {
            this.csv = csv;
            this.columns = columns;
            List<String> names =
                    columns.stream().map(Column::name).map(csv::nameOf).toList();
            this.header = header(csv, UniqueNames.of(names));
            this.guardedNames = columns.stream()
                    .map(Column::name)
                    .filter(name -> !csv.nameOf(name).equals(name))
                    .count();
        }

        private static byte[] header(CsvText csv, List<String> names) {
            var header = new ByteSink(64);
            csv.fileStart(header);
            boolean first = true;
            for (String name : names) {
                if (!first) {
                    csv.delimiter(header);
                }
                csv.name(header, name);
                first = false;
            }
            CsvText.lineEnd(header);
            return header.toByteArray();
        }

        @Override
        public List<Column> columns() {
            return columns;
        }

        @Override
        public void begin(ByteSink out, TextLosses losses) {
            out.put(header);
            losses.guarded(guardedNames);
        }

        @Override
        public void row(Row row, boolean first, ByteSink out, TextLosses losses) throws SQLException {
            for (int i = 0; i < columns.size(); i++) {
                if (i > 0) {
                    csv.delimiter(out);
                }
                value(row, i, out, losses);
            }
            CsvText.lineEnd(out);
        }

        @Override
        public void end(ByteSink out) {
            // A table's text ends with its last row.
        }

        private void value(Row row, int column, ByteSink out, TextLosses losses) throws SQLException {
            switch (row.type(column)) {
                case Row.INTEGER -> csv.integer(out, row.integer(column));
                case Row.REAL -> csv.real(out, row.real(column));
                case Row.BLOB -> {
                    byte[] blob = row.bytes(column);
                    csv.blob(out, blob, 0, blob.length);
                }
                case Row.TEXT -> csv.text(out, row.text(column), losses);
                default -> csv.nul(out);
            }
        }
    }
}
