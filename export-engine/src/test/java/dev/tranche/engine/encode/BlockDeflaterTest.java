package dev.tranche.engine.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** Deflate that a later worker can go on with (P16). */
class BlockDeflaterTest {
    @Test
    void blocksBehindOneAnotherAreOneStream() throws DataFormatException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            var text = new ByteSink(1 << 16);
            var deflated = new ByteSink(16);
            try (var deflater = new BlockDeflater()) {
                for (int block = random.nextInt(5); block > 0; block--) {
                    byte[] bytes = bytes(random);
                    text.put(bytes);
                    deflater.block(deflated, bytes, 0, bytes.length);
                }
            }
            BlockDeflater.end(deflated);
            assertThat(inflated(deflated.toByteArray(), text.size()))
                    .as("seed %d", seed)
                    .isEqualTo(text.toByteArray());
        }
    }

    @Test
    void aBlockDoesNotDependOnTheBlocksBeforeIt() {
        byte[] first = bytes(new Random(1));
        byte[] second = bytes(new Random(2));
        var alone = new ByteSink(16);
        try (var deflater = new BlockDeflater()) {
            deflater.block(alone, second, 0, second.length);
        }
        var behind = new ByteSink(16);
        try (var deflater = new BlockDeflater()) {
            deflater.block(behind, first, 0, first.length);
            behind.clear();
            deflater.block(behind, second, 0, second.length);
        }
        assertThat(behind.toByteArray()).isEqualTo(alone.toByteArray());
    }

    @Test
    void theTestVectorOfTheFingerprintIsStableWithinAProcess() {
        assertThat(EncodingVector.crc32()).isEqualTo(EncodingVector.crc32());
    }

    /** Nothing, noise, zeros or digits, up to 200 kB. */
    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(200_000) * random.nextInt(2)];
        switch (random.nextInt(3)) {
            case 0 -> random.nextBytes(bytes);
            case 1 -> Arrays.fill(bytes, (byte) 0);
            default -> {
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) ('0' + random.nextInt(10));
                }
            }
        }
        return bytes;
    }

    private static byte[] inflated(byte[] deflated, int expectedBytes) throws DataFormatException {
        var inflater = new Inflater(true);
        try {
            inflater.setInput(deflated);
            byte[] bytes = new byte[expectedBytes + 1];
            int count = 0;
            while (!inflater.finished()) {
                count += inflater.inflate(bytes, count, bytes.length - count);
            }
            assertThat(inflater.getRemaining()).isZero();
            return Arrays.copyOf(bytes, count);
        } finally {
            inflater.end();
        }
    }
}
