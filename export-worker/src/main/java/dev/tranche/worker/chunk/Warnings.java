package dev.tranche.worker.chunk;

import java.util.ArrayList;
import java.util.List;

/** The part of a job's warnings that grows while it writes. */
final class Warnings {
    private static final String REPLACED = " texts were not valid UTF-8 and are written with U+FFFD";

    private Warnings() {}

    /** The same warnings with the number of texts that the format could not carry, in place of a lower one. */
    static List<String> withReplacedTexts(List<String> warnings, long replacedTexts) {
        if (replacedTexts == 0) {
            return warnings;
        }
        var all = new ArrayList<>(warnings);
        all.removeIf(warning -> warning.endsWith(REPLACED));
        all.add(replacedTexts + REPLACED);
        return all;
    }
}
