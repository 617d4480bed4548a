package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.encode.JsonText;
import dev.tranche.engine.encode.TextLosses;
import dev.tranche.engine.sqlite.Column;
import dev.tranche.engine.sqlite.Row;
import dev.tranche.engine.sqlite.TableShape;
import java.sql.SQLException;
import java.util.List;

/** A line {@code {"table":"…","row":{…}}} for each row, whatever the tables (C21); no rows, no lines. Immutable. */
public final class NdjsonFormat implements Format {
    @Override
    public void begin(ByteSink out) {
        // Lines need no bracket.
    }

    @Override
    public TableWriter table(TableShape table, int ordinal) {
        var head = new ByteSink(64);
        head.ascii("{\"table\":");
        JsonText.name(head, table.name());
        head.ascii(",\"row\":");
        return new Lines(new JsonRow(table.columns()), head.toByteArray());
    }

    @Override
    public void end(ByteSink out) {
        // Lines need no bracket.
    }

    private static final class Lines implements TableWriter {
        private final JsonRow json;
        private final byte[] head;

        private Lines(JsonRow json, byte[] head) {
            this.json = json;
            this.head = head;
        }

        @Override
        public List<Column> columns() {
            return json.columns();
        }

        @Override
        public void begin(ByteSink out, TextLosses losses) {
            // A table shows in its rows only.
        }

        @Override
        public void row(Row row, boolean first, ByteSink out, TextLosses losses) throws SQLException {
            out.put(head);
            json.put(row, out, losses);
            out.put('}');
            out.put('\n');
        }

        @Override
        public void end(ByteSink out) {
            // A table shows in its rows only.
        }
    }
}
