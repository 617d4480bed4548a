package dev.tranche.worker.chunk;

import dev.tranche.engine.Totals;
import dev.tranche.model.job.TableSummary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** The part of a job's warnings that grows while it writes. */
final class Warnings {
    private static final String REPLACED = " texts were not valid UTF-8 and are written with U+FFFD";
    private static final String GUARDED =
            " texts and names of columns begin like a formula and are written with an apostrophe before them";

    private Warnings() {}

    /** The same warnings with the numbers of texts that were not written as they are, in place of lower ones. */
    static List<String> with(Totals totals, List<String> warnings) {
        return counted(totals.guardedTexts(), GUARDED, counted(totals.replacedTexts(), REPLACED, warnings));
    }

    /** The same warnings with one for each of these tables that is not whole in the file. */
    static List<String> with(List<TableSummary> finished, List<String> warnings) {
        var all = new LinkedHashSet<>(warnings);
        finished.stream()
                .filter(table -> !table.damage().isEmpty())
                .map(table -> "table '" + table.table() + "' is damaged: " + table.rows()
                        + " rows could be read, and nobody can say how many could not; the manifest says between which")
                .forEach(all::add);
        return List.copyOf(all);
    }

    private static List<String> counted(long texts, String what, List<String> warnings) {
        if (texts == 0) {
            return warnings;
        }
        var all = new ArrayList<>(warnings);
        all.removeIf(warning -> warning.endsWith(what));
        all.add(texts + what);
        return all;
    }
}
