package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.encode.JsonText;
import dev.tranche.engine.encode.TextLosses;
import dev.tranche.engine.sqlite.Column;
import dev.tranche.engine.sqlite.Row;
import dev.tranche.engine.sqlite.TableShape;
import java.sql.SQLException;
import java.util.List;

/**
 * One JSON document (C11, C21): {@code [{row},…]} or {@code {"table":[{row},…],…}}, a row a line, nothing behind the last
 * bracket. Immutable.
 */
public final class JsonFormat implements Format {
    /** Array of one table's rows, or an object with a member a table. */
    public enum Shape {
        ARRAY,
        OBJECT
    }

    private final Shape shape;

    public JsonFormat(Shape shape) {
        this.shape = shape;
    }

    @Override
    public void begin(ByteSink out) {
        if (shape == Shape.OBJECT) {
            out.put('{');
        }
    }

    @Override
    public TableWriter table(TableShape table, int ordinal) {
        return new Rows(new JsonRow(table.columns()), head(table, ordinal));
    }

    @Override
    public void end(ByteSink out) {
        if (shape == Shape.OBJECT) {
            out.put('}');
        }
    }

    private byte[] head(TableShape table, int ordinal) {
        var head = new ByteSink(64);
        if (shape == Shape.OBJECT) {
            head.ascii(ordinal == 0 ? "" : ",\n");
            JsonText.name(head, table.name());
            head.put(':');
        }
        head.put('[');
        return head.toByteArray();
    }

    private static final class Rows implements TableWriter {
        private final JsonRow json;
        private final byte[] head;

        private Rows(JsonRow json, byte[] head) {
            this.json = json;
            this.head = head;
        }

        @Override
        public List<Column> columns() {
            return json.columns();
        }

        @Override
        public void begin(ByteSink out, TextLosses losses) {
            out.put(head);
        }

        @Override
        public void row(Row row, boolean first, ByteSink out, TextLosses losses) throws SQLException {
            if (!first) {
                out.put(',');
                out.put('\n');
            }
            json.put(row, out, losses);
        }

        @Override
        public void end(ByteSink out) {
            out.put(']');
        }
    }
}
