package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.encode.SqlLiteral;
import dev.tranche.engine.encode.TextLosses;
import dev.tranche.engine.sqlite.Column;
import dev.tranche.engine.sqlite.Reading;
import dev.tranche.engine.sqlite.Row;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.TableShape;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One table of a script: its definition and an INSERT a row. A rowid that no column shows is named only where SQLite would
 * not give the same one by itself, so that ordinary tables read as the sqlite3 shell writes them.
 */
final class SqlTable implements TableWriter {
    private static final byte[] END_OF_ROW = {')', ';', '\n'};

    private final SchemaObject table;
    private final Shared shared;
    private final List<Column> columns;
    private final boolean[] notNull;
    private final boolean keepsRowid;
    private final byte[] insert;
    private final byte[] insertWithRowid;

    /** What all tables of a script have in common. */
    record Shared(Schema schema, SqlOpenings openings, SchemaScript script, SqlValues values) {}

    SqlTable(TableShape shape, Shared shared) {
        this.table = shared.schema.findTable(shape.name()).orElseThrow();
        this.shared = shared;
        List<Column> stored =
                shape.columns().stream().filter(c -> !c.generated()).toList();
        this.columns = Stream.concat(
                        stored.stream(), shape.columns().stream().filter(c -> c.generated() && c.notNull()))
                .toList();
        this.notNull = notNull(stored);
        this.keepsRowid = shape.reading() instanceof Reading.ByRowid byRowid && byRowid.hidden();
        String into = "INSERT INTO " + shared.script.identifier(shape.name());
        String names =
                stored.stream().map(c -> shared.script.identifier(c.name())).collect(Collectors.joining(","));
        boolean needsNames = stored.size() < shape.columns().size();
        this.insert = utf8(into + (needsNames ? "(" + names + ")" : "") + " VALUES(");
        String rowid = shape.reading() instanceof Reading.ByRowid byRowid ? byRowid.name() : "";
        this.insertWithRowid = utf8(into + "(" + shared.script.identifier(rowid) + "," + names + ") VALUES(");
    }

    private static boolean[] notNull(List<Column> columns) {
        boolean[] notNull = new boolean[columns.size()];
        for (int i = 0; i < notNull.length; i++) {
            notNull[i] = columns.get(i).notNull();
        }
        return notNull;
    }

    private static byte[] utf8(String sql) {
        return sql.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public void begin(ByteSink out, TextLosses losses) {
        shared.openings.write(table, out);
    }

    @Override
    public void row(Row row, boolean first, ByteSink out, TextLosses losses) throws SQLException {
        int start = out.size();
        if (insert(row, out)) {
            out.cutTo(start);
            shared.script.relax(out, table);
            insert(row, out);
            shared.script.restore(out, table);
        }
    }

    /** Appends the INSERT and says whether the definition forbids the row. */
    private boolean insert(Row row, ByteSink out) throws SQLException {
        if (keepsRowid && !row.rowidIsNext()) {
            out.put(insertWithRowid);
            SqlLiteral.integer(out, row.rowid());
            out.put(',');
        } else {
            out.put(insert);
        }
        boolean violates = shared.values.list(row, notNull, out);
        out.put(END_OF_ROW);
        return violates || generatesNull(row);
    }

    /** The columns behind the stored ones are those that are computed and must not be NULL. */
    private boolean generatesNull(Row row) throws SQLException {
        for (int i = notNull.length; i < columns.size(); i++) {
            if (row.type(i) == Row.NULL) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void end(ByteSink out) {
        // Indexes and triggers come after all rows.
    }
}
