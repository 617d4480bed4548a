package dev.tranche.engine.encode;

/** Lower-case hexadecimal digits straight into a sink; {@code HexFormat} would make a string of each value. */
final class Hex {
    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private Hex() {}

    static void put(ByteSink out, byte[] source, int offset, int length) {
        out.room(2L * length);
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
