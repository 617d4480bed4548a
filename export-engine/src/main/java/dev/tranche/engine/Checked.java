package dev.tranche.engine;

import dev.tranche.model.job.TableSummary;
import java.util.List;

/**
 * What a last look at the snapshot told of an export that is as it should be.
 *
 * @param tables those of which only this look could tell the rows, to be kept like the others
 * @param warnings what the reader of the file should know, in addition to the plan's
 */
public record Checked(List<TableSummary> tables, List<String> warnings) {
    /** All was known before. */
    static final Checked NOTHING_TO_ADD = new Checked(List.of(), List.of());

    public Checked {
        tables = List.copyOf(tables);
        warnings = List.copyOf(warnings);
    }
}
