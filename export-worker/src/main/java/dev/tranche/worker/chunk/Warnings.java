package dev.tranche.worker.chunk;

import dev.tranche.engine.Totals;
import java.util.ArrayList;
import java.util.List;

/** The part of a job's warnings that grows while it writes. */
final class Warnings {
    private static final String REPLACED = " texts were not valid UTF-8 and are written with U+FFFD";
    private static final String GUARDED = " texts begin like a formula and are written with an apostrophe before them";

    private Warnings() {}

    /** The same warnings with the numbers of texts that were not written as they are, in place of lower ones. */
    static List<String> with(Totals totals, List<String> warnings) {
        return counted(totals.guardedTexts(), GUARDED, counted(totals.replacedTexts(), REPLACED, warnings));
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
