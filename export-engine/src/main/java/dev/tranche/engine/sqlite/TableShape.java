package dev.tranche.engine.sqlite;

import java.util.List;

/**
 * A table as an export reads it.
 *
 * @param columns in table order, without hidden ones
 */
public record TableShape(String name, List<Column> columns, Reading reading) {
    public TableShape {
        columns = List.copyOf(columns);
    }

    /** The same table from its last row to its first, if it is read by its key. */
    TableShape reversed() {
        return reading instanceof Reading.ByKey byKey ? new TableShape(name, columns, byKey.reversed()) : this;
    }
}
