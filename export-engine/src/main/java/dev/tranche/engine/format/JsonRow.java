package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.encode.JsonText;
import dev.tranche.engine.encode.TextLosses;
import dev.tranche.engine.sqlite.Column;
import dev.tranche.engine.sqlite.Row;
import dev.tranche.engine.sqlite.TableShape;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A row as a JSON object, its members in table order; what JSON and NDJSON have in common. Immutable. */
final class JsonRow {
    private final List<Column> columns;

    /** Per column what stands before its value: <code>{"a":</code> or {@code ,"b":}. */
    private final List<byte[]> heads = new ArrayList<>();

    /** For the columns of {@link TableShape}. */
    JsonRow(List<Column> columns) {
        this.columns = columns;
        for (String name : UniqueNames.of(columns.stream().map(Column::name).toList())) {
            var head = new ByteSink(32);
            head.put(heads.isEmpty() ? '{' : ',');
            JsonText.name(head, name);
            head.put(':');
            heads.add(head.toByteArray());
        }
    }

    List<Column> columns() {
        return columns;
    }

    /** Appends the row. */
    void put(Row row, ByteSink out, TextLosses losses) throws SQLException {
        for (int i = 0; i < heads.size(); i++) {
            out.put(heads.get(i));
            value(row, i, out, losses);
        }
        out.ascii(heads.isEmpty() ? "{}" : "}");
    }

    private static void value(Row row, int column, ByteSink out, TextLosses losses) throws SQLException {
        switch (row.type(column)) {
            case Row.INTEGER -> JsonText.integer(out, row.integer(column));
            case Row.REAL -> JsonText.real(out, row.real(column));
            case Row.BLOB -> {
                byte[] blob = row.bytes(column);
                JsonText.blob(out, blob, 0, blob.length);
            }
            case Row.TEXT -> {
                byte[] text = row.text(column);
                if (JsonText.text(out, text, 0, text.length)) {
                    losses.replaced();
                }
            }
            default -> JsonText.nul(out);
        }
    }
}
