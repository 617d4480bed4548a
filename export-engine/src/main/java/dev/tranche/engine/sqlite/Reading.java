package dev.tranche.engine.sqlite;

import java.util.List;

/** How the rows of a table are put in order and found again (P17). */
public sealed interface Reading {
    /**
     * By the rowid, the b-tree's own order.
     *
     * @param name the name that means the rowid in this table
     * @param hidden whether no column has the rowid as its value, so that a dump must name it to keep it
     */
    record ByRowid(String name, boolean hidden) implements Reading {}

    /** By the primary key of a table WITHOUT ROWID, in the key's own directions and collations. */
    record ByKey(List<Part> parts) implements Reading {
        public ByKey {
            parts = List.copyOf(parts);
        }

        /** From the last row to the first. */
        ByKey reversed() {
            return new ByKey(parts.stream().map(Part::reversed).toList());
        }

        /** One column of the key. */
        public record Part(String column, String collation, boolean descending) {
            private Part reversed() {
                return new Part(column, collation, !descending);
            }
        }
    }

    /**
     * By counting, where no key can be named.
     *
     * @param hasRowid whether the order is that of a rowid without a name; else it is the order that SQLite chooses
     */
    record ByCount(boolean hasRowid) implements Reading {}

    /** There are no rows to read: only the table's definition is exported. */
    record NoRows() implements Reading {}
}
