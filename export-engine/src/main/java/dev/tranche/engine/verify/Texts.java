package dev.tranche.engine.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.encode.Utf8;

/** What JSON and CSV make of SQLite's values. Stateless. */
final class Texts {
    private Texts() {}

    /** The text; what is not UTF-8 in it as U+FFFD, the one thing that may be lost. */
    static String ofUtf8(byte[] text) {
        if (Utf8.isValid(text, 0, text.length)) {
            return new String(text, UTF_8);
        }
        var repaired = new ByteSink(text.length);
        Utf8.repair(repaired, text, 0, text.length);
        return new String(repaired.array(), 0, repaired.size(), UTF_8);
    }

    /** Whether both are the same number, minus zero being another than zero. */
    static boolean sameBits(double one, double other) {
        return Double.doubleToRawLongBits(one) == Double.doubleToRawLongBits(other);
    }
}
