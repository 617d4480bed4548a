package dev.tranche.engine.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compressed blocks that a later worker can go on with (C24, P16). */
class BlockCompressorTest {
    private record Kind(String name, Supplier<BlockCompressor> compressor, Reader reader) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Reader {
        InputStream open(InputStream compressed) throws IOException;
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind("gzip", GzipMembers::new, GZIPInputStream::new),
                new Kind("zstd", ZstdFrames::new, ZstdInputStream::new));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void blocksBehindOneAnotherAreOneStream(Kind kind) throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 30; i++) {
            var text = new ByteSink(1 << 16);
            var compressed = new ByteSink(16);
            try (var compressor = kind.compressor().get()) {
                for (int block = random.nextInt(5); block >= 0; block--) {
                    byte[] bytes = bytes(random);
                    text.put(bytes);
                    compressor.append(compressed, bytes, 0, bytes.length);
                }
            }
            try (var stream = kind.reader().open(new ByteArrayInputStream(compressed.toByteArray()))) {
                assertThat(stream.readAllBytes()).as("seed %d", seed).isEqualTo(text.toByteArray());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aBlockDoesNotDependOnTheBlocksBeforeItP16(Kind kind) {
        byte[] text = "the same words ".repeat(10_000).getBytes(UTF_8);
        var behind = new ByteSink(16);
        try (var compressor = kind.compressor().get()) {
            compressor.append(behind, text, 0, text.length);
            compressor.append(behind, text, 0, text.length);
            behind.clear();
            compressor.append(behind, text, 15, 1_000);
        }
        var alone = new ByteSink(16);
        try (var compressor = kind.compressor().get()) {
            compressor.append(alone, text, 15, 1_000);
        }
        assertThat(behind.toByteArray()).isEqualTo(alone.toByteArray());
    }

    /** The time and the operating system of the machine would be in other programs' headers (I1). */
    @Test
    void aGzipMemberSaysNothingOfTimeAndMachineI1() {
        var out = new ByteSink(16);
        try (var members = new GzipMembers()) {
            members.append(out, new byte[0], 0, 0);
        }
        assertThat(HexFormat.of().formatHex(out.toByteArray()))
                .isEqualTo("1f8b08000000000000ff" + "0300" + "00000000" + "00000000");
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(100_000) * random.nextInt(3)];
        if (random.nextBoolean()) {
            random.nextBytes(bytes);
        }
        return bytes;
    }
}
