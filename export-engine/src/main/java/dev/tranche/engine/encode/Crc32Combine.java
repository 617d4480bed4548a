package dev.tranche.engine.encode;

/**
 * The CRC-32 of two stretches of bytes together, from the CRC-32 of each: {@link java.util.zip.CRC32} cannot go on from a
 * stored value, and a chunk starts where another worker stopped (P16).
 *
 * <p>Appending n bytes multiplies the checksum, as a polynomial over GF(2) in reflected bit order, by x^8n. Source: zlib's
 * crc32_combine.
 */
public final class Crc32Combine {
    /** The polynomial of CRC-32, reflected. Source: ISO/IEC 13239, as in zip and gzip. */
    private static final int POLYNOMIAL = 0xEDB88320;

    /** x^0: the highest bit is the lowest power. */
    private static final int ONE = 0x80000000;

    /** x^8, the factor of one byte. */
    private static final int BYTE = ONE >>> 8;

    private Crc32Combine() {}

    /**
     * The CRC-32 of A followed by B.
     *
     * @param first the CRC-32 of A, as {@link java.util.zip.CRC32#getValue()} gives it
     * @param second the CRC-32 of B
     * @param secondBytes the length of B, not negative
     */
    public static long combine(long first, long second, long secondBytes) {
        return Integer.toUnsignedLong(multiply(power(secondBytes), (int) first) ^ (int) second);
    }

    private static int power(long bytes) {
        int result = ONE;
        int square = BYTE;
        for (long rest = bytes; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result = multiply(square, result);
            }
            square = multiply(square, square);
        }
        return result;
    }

    private static int multiply(int a, int b) {
        int product = 0;
        int factor = b;
        for (int bits = a; bits != 0; bits <<= 1) {
            if (bits < 0) {
                product ^= factor;
            }
            factor = (factor & 1) == 1 ? factor >>> 1 ^ POLYNOMIAL : factor >>> 1;
        }
        return product;
    }
}
