package dev.tranche.engine;

import java.util.Locale;

/**
 * One table of a plan.
 *
 * @param part what of the table is written
 */
public record PlannedTable(String name, Part part) {
    /** What of a table an export writes. */
    public enum Part {
        /** The rows, and in a script the definition unless only rows were asked for; counted in {@code totalTables}. */
        ROWS,
        /** Definition and rows of a table of SQLite's own, which no caller counts. */
        INTERNAL_ROWS,
        /** The definition alone, since no rows were asked for; counted. */
        SCHEMA,
        /** The definition alone, as a virtual table's in SQL: its rows are in its shadow tables. */
        DEFINITION;

        /** Whether rows are written. */
        boolean hasRows() {
            return this == ROWS || this == INTERNAL_ROWS;
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Part of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether the table is one of the plan's {@link ExportPlan#totalTables()}. */
    public boolean counts() {
        return part == Part.ROWS || part == Part.SCHEMA;
    }
}
