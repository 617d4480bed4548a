package dev.tranche.engine;

import dev.tranche.engine.sqlite.Key;
import dev.tranche.model.job.TableSummary;
import java.util.Optional;

/**
 * The start of a block: all that is needed to write the document from there on (P16).
 *
 * @param section 0 for the document's beginning, then the plan's tables, then its end, then nothing
 * @param after the key of the last row before the block; empty at the start of a section
 * @param table what is written of the section's table before the block
 * @param totals what is written of the document before the block
 * @param offset how many bytes of the document are before the block
 */
record Place(int section, Optional<Key> after, TableSummary table, Totals totals, long offset) {
    static Place start() {
        return new Place(0, Optional.empty(), empty(-1, "", 0), Totals.NOTHING, 0);
    }

    /** Nothing yet of a table that begins at {@code firstByte}. */
    static TableSummary empty(int ordinal, String name, long firstByte) {
        return new TableSummary(ordinal, name, 0, firstByte, 0, new TableSummary.Content(0, 0));
    }
}
