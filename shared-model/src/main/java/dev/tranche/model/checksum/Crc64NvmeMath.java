package dev.tranche.model.checksum;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The arithmetic of CRC-64/NVME: reflected polynomial 0xAD93D23594C93659, all bits set before and inverted after, check
 * value 0xAE8B14860A799888 for "123456789". Source: NVM Express NVM Command Set Specification 1.0, section 5.2.1.3.4,
 * and the catalogue of parametrised CRC algorithms, "CRC-64/NVME".
 *
 * <p>Eight tables let one step take eight bytes ("slicing by 8", Kounavis and Berry, 2005). Values here are the raw
 * register; inverting is the caller's business, except in {@link #combine}.
 */
final class Crc64NvmeMath {
    /** 0xAD93D23594C93659 with its bits in reverse order, since the register shifts to the right. */
    private static final long POLYNOMIAL = Long.reverse(0xAD93D23594C93659L);

    private static final int SLICES = 8;
    private static final int LETTERS = 256;

    /** {@code TABLES[k][b]} is the register after byte {@code b} and then {@code k} zero bytes. */
    private static final long[][] TABLES = tables();

    private Crc64NvmeMath() {}

    private static long[][] tables() {
        long[][] tables = new long[SLICES][LETTERS];
        for (int b = 0; b < LETTERS; b++) {
            long crc = b;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = timesX(crc);
            }
            tables[0][b] = crc;
        }
        for (int k = 1; k < SLICES; k++) {
            for (int b = 0; b < LETTERS; b++) {
                long crc = tables[k - 1][b];
                tables[k][b] = (crc >>> 8) ^ tables[0][(int) crc & 0xff];
            }
        }
        return tables;
    }

    static long update(long register, byte next) {
        return (register >>> 8) ^ TABLES[0][(int) (register ^ next) & 0xff];
    }

    static long update(long register, ByteBuffer bytes) {
        var words = bytes.order() == ByteOrder.LITTLE_ENDIAN
                ? bytes
                : bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int end = words.position() + (words.remaining() & -SLICES);
        long crc = register;
        for (int at = words.position(); at < end; at += SLICES) {
            crc = eightBytes(crc ^ words.getLong(at));
        }
        bytes.position(end);
        while (bytes.hasRemaining()) {
            crc = update(crc, bytes.get());
        }
        return crc;
    }

    private static long eightBytes(long word) {
        return TABLES[7][(int) word & 0xff]
                ^ TABLES[6][(int) (word >>> 8) & 0xff]
                ^ TABLES[5][(int) (word >>> 16) & 0xff]
                ^ TABLES[4][(int) (word >>> 24) & 0xff]
                ^ TABLES[3][(int) (word >>> 32) & 0xff]
                ^ TABLES[2][(int) (word >>> 40) & 0xff]
                ^ TABLES[1][(int) (word >>> 48) & 0xff]
                ^ TABLES[0][(int) (word >>> 56)];
    }

    /**
     * The finished checksum of two pieces from their finished checksums: {@code first · x^(8 · secondBytes) + second} in
     * the field of the polynomial. The inversions before and after cancel out, as in zlib's {@code crc32_combine}.
     */
    static long combine(long first, long second, long secondBytes) {
        if (secondBytes < 0) {
            throw new IllegalArgumentException("a piece cannot have " + secondBytes + " bytes");
        }
        return times(first, xToThe8Times(secondBytes)) ^ second;
    }

    /** x to the power of 8 · {@code bytes}, by repeated squaring; bit 63 stands for x to the power of 0. */
    private static long xToThe8Times(long bytes) {
        long result = 1L << 63;
        long square = 1L << (63 - Byte.SIZE);
        for (long left = bytes; left != 0; left >>>= 1) {
            if ((left & 1) == 1) {
                result = times(result, square);
            }
            square = times(square, square);
        }
        return result;
    }

    /** The product of two polynomials modulo the CRC's. */
    private static long times(long a, long b) {
        long product = 0;
        long shifted = b;
        for (long left = a; left != 0; left <<= 1) {
            if (left < 0) {
                product ^= shifted;
            }
            shifted = timesX(shifted);
        }
        return product;
    }

    private static long timesX(long polynomial) {
        return (polynomial >>> 1) ^ (POLYNOMIAL & -(polynomial & 1));
    }
}
