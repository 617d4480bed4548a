package dev.tranche.engine.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Checksums across a cut (P16). */
class Crc32CombineTest {
    @Test
    void twoPartsHaveTheChecksumOfTheWhole() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] whole = new byte[random.nextInt(5_000)];
            random.nextBytes(whole);
            int cut = random.nextInt(whole.length + 1);
            assertThat(Crc32Combine.combine(crc(whole, 0, cut), crc(whole, cut, whole.length), whole.length - cut))
                    .as("seed %d, %d bytes cut at %d", seed, whole.length, cut)
                    .isEqualTo(crc(whole, 0, whole.length));
        }
    }

    @Test
    void lengthsBeyondFourGibibytesCombineInAnyGrouping() {
        long a = 0xCAFEBABEL;
        long b = 0x12345678L;
        long c = 0xFFFFFFFFL;
        long bytesOfB = 5L << 32;
        long bytesOfC = 7_000_000_000L;
        long leftFirst = Crc32Combine.combine(Crc32Combine.combine(a, b, bytesOfB), c, bytesOfC);
        long rightFirst = Crc32Combine.combine(a, Crc32Combine.combine(b, c, bytesOfC), bytesOfB + bytesOfC);
        assertThat(leftFirst).isEqualTo(rightFirst);
    }

    private static long crc(byte[] bytes, int from, int to) {
        var crc = new CRC32();
        crc.update(bytes, from, to - from);
        return crc.getValue();
    }
}
