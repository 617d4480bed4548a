package dev.tranche.engine.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Text that is not UTF-8 (C11, C12): what it becomes and that it is noticed. */
class Utf8Test {
    /** No 0xED, since Java treats encoded surrogates in its own way. Bytes that start, continue and break sequences, so that random strings of them meet every rule. */
    private static final int[] BYTES = {
        0, 'a', 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xee, 0xef, 0xf0,
        0xf1, 0xf3, 0xf4, 0xf5, 0xff
    };

    @Test
    void repairedTextIsWhatJavasDecoderMakesOfIt() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(9)];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = (byte) BYTES[random.nextInt(BYTES.length)];
            }
            byte[] decoded = new String(bytes, UTF_8).getBytes(UTF_8);
            var out = new ByteSink(8);
            Utf8.repair(out, bytes, 0, bytes.length);
            assertThat(out.toByteArray())
                    .as("%s, seed %d", HexFormat.of().formatHex(bytes), seed)
                    .isEqualTo(decoded);
            assertThat(Utf8.isValid(bytes, 0, bytes.length)).isEqualTo(Arrays.equals(bytes, decoded));
        }
    }

    @Test
    void eachByteOfAnEncodedSurrogateIsReplacedAsTheUnicodeStandardHasIt() {
        byte[] surrogate = {'a', (byte) 0xed, (byte) 0xa0, (byte) 0x80, (byte) 0xed, (byte) 0x9f, (byte) 0xbf};
        var out = new ByteSink(8);
        Utf8.repair(out, surrogate, 0, surrogate.length);
        assertThat(new String(out.toByteArray(), UTF_8)).isEqualTo("a\uFFFD\uFFFD\uFFFD\uD7FF");
    }

    @Test
    void onlyTheGivenRangeIsLookedAt() {
        byte[] bytes = {(byte) 0xff, 'a', (byte) 0xc3, (byte) 0xa9};
        assertThat(Utf8.isValid(bytes, 1, 3)).isTrue();
        assertThat(Utf8.isValid(bytes, 1, 2)).isFalse();
    }
}
