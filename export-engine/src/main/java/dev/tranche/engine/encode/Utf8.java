package dev.tranche.engine.encode;

/**
 * Says where bytes stop being UTF-8, by the Unicode Standard's table 3-7 (no surrogates, no overlong forms). SQLite stores
 * any bytes as TEXT; JSON and CSV may hold UTF-8 only.
 */
public final class Utf8 {
    /** U+FFFD, which stands for what was not UTF-8. */
    private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

    private Utf8() {}

    /** Whether all {@code length} bytes from {@code offset} are well-formed. */
    public static boolean isValid(byte[] bytes, int offset, int length) {
        return firstInvalid(bytes, offset, offset + length) == offset + length;
    }

    /**
     * Appends the text with each maximal ill-formed part as U+FFFD, as browsers and Python do (Unicode's section 3.9).
     */
    public static void repair(ByteSink out, byte[] bytes, int offset, int length) {
        int end = offset + length;
        int from = offset;
        while (true) {
            int invalid = firstInvalid(bytes, from, end);
            out.put(bytes, from, invalid - from);
            if (invalid == end) {
                return;
            }
            out.put(REPLACEMENT);
            from = invalid - sequence(bytes, invalid, end);
        }
    }

    private static int firstInvalid(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end) {
            if (bytes[i] >= 0) {
                i++;
                continue;
            }
            int length = sequence(bytes, i, end);
            if (length < 0) {
                return i;
            }
            i += length;
        }
        return end;
    }

    /** The length of the well-formed sequence at {@code i}, or minus the length of the maximal ill-formed part. */
    private static int sequence(byte[] bytes, int i, int end) {
        int lead = bytes[i] & 0xff;
        int length = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (length == 0) {
            return -1;
        }
        for (int k = 1; k < length; k++) {
            if (i + k == end || !mayFollow(lead, k, bytes[i + k] & 0xff)) {
                return -k;
            }
        }
        return length;
    }

    private static boolean mayFollow(int lead, int position, int next) {
        if (position > 1) {
            return next >= 0x80 && next <= 0xBF;
        }
        int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        return next >= low && next <= high;
    }
}
