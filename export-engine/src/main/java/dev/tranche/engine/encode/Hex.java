package dev.tranche.engine.encode;

/** Lower-case hexadecimal digits straight into a sink; {@code HexFormat} would make a string of each value. */
final class Hex {
    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    /** So much at a time that twice the length never overflows an int. */
    private static final int CHUNK_BYTES = 1 << 16;

    private Hex() {}

    static void put(ByteSink out, byte[] source, int offset, int length) {
        for (int i = offset; i < offset + length; i += CHUNK_BYTES) {
            chunk(out, source, i, Math.min(CHUNK_BYTES, offset + length - i));
        }
    }

    private static void chunk(ByteSink out, byte[] source, int offset, int length) {
        out.room(2 * length);
        byte[] target = out.array();
        int at = out.size();
        for (int i = offset; i < offset + length; i++) {
            int b = source[i];
            target[at++] = DIGITS[(b >> 4) & 0xf];
            target[at++] = DIGITS[b & 0xf];
        }
        out.advance(2 * length);
    }
}
