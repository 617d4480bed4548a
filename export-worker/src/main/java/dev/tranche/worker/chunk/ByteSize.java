package dev.tranche.worker.chunk;

import java.util.Map;
import java.util.regex.Pattern;

/** Sizes in configuration: bytes, or a number with KiB, MiB or GiB. KB, MB and GB mean the same, as in Spring's own properties. */
final class ByteSize {
    private static final Pattern GRAMMAR = Pattern.compile("(\\d{1,12}) ?(B|[KMG]i?B)?");
    private static final Map<Character, Integer> SHIFTS = Map.of('B', 0, 'K', 10, 'M', 20, 'G', 30);

    private ByteSize() {}

    /**
     * How many bytes the text means.
     *
     * @throws IllegalArgumentException that names the property, if it means none
     */
    static long parse(String property, String text) {
        var match = GRAMMAR.matcher(text.strip());
        if (!match.matches()) {
            throw new IllegalArgumentException(property + " must be a size such as 16MiB, was " + text);
        }
        var unit = match.group(2) == null ? "B" : match.group(2);
        int shift = SHIFTS.getOrDefault(unit.charAt(0), 0);
        return Math.multiplyExact(Long.parseLong(match.group(1)), 1L << shift);
    }
}
