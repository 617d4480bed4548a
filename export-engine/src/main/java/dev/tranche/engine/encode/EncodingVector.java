package dev.tranche.engine.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tranche.model.job.CsvDialect;
import java.util.List;
import java.util.zip.CRC32;

/**
 * One number that changes when this JVM would encode the same values to other bytes: another zlib or
 * Zstandard, another number writer.
 * Part of the engine fingerprint (P15), so that two workers never write one object in two dialects.
 */
public final class EncodingVector {
    private static final int TEXT_BYTES = 200_000;
    private static final int REALS = 2_000;

    private EncodingVector() {}

    /** The CRC-32 of a fixed set of numbers and of text, compressed by each compressor; takes a few milliseconds, so keep it. */
    public static long crc32() {
        var out = new ByteSink(1 << 16);
        reals(out);
        csvTexts(out);
        compressed(out);
        var crc = new CRC32();
        crc.update(out.array(), 0, out.size());
        return crc.getValue();
    }

    private static void reals(ByteSink out) {
        var csv = new CsvText(CsvDialect.RFC_4180);
        long bits = 1;
        for (int i = 0; i < REALS; i++) {
            bits = next(bits);
            double real = Double.longBitsToDouble(bits);
            if (!Double.isNaN(real)) {
                SqlLiteral.real(out, real);
                JsonText.real(out, real);
                csv.real(out, real);
            }
        }
    }

    /** Every choice that CSV leaves (C24), in every field that one of them changes. */
    private static void csvTexts(ByteSink out) {
        for (char delimiter : CsvDialect.DELIMITERS.toCharArray()) {
            for (String nullText : List.of("", "7", "\\N")) {
                var csv = new CsvText(CsvDialect.RFC_4180
                        .withDelimiter(delimiter)
                        .withNullText(nullText)
                        .withBom()
                        .withFormulaGuard());
                csv.fileStart(out);
                csv.nul(out);
                csv.delimiter(out);
                csv.integer(out, 7);
                for (String text : List.of(
                        "", "\\N", "=1", "+1", "-1", "@", "\t", "\r", "\n", "\"", ",;:|^~", "\uFF1D1", "\uFEFF")) {
                    csv.text(out, text.getBytes(UTF_8), new TextLosses());
                }
            }
        }
    }

    /** Text with near and far repetitions and a stretch that does not compress, more than zlib's window of 32 KiB. */
    private static void compressed(ByteSink out) {
        var text = new ByteSink(TEXT_BYTES);
        long random = 1;
        while (text.size() < TEXT_BYTES) {
            random = next(random);
            text.decimal(text.size() < TEXT_BYTES / 2 ? random >>> 52 : random);
            text.put(',');
        }
        try (var deflater = new BlockDeflater()) {
            deflater.block(out, text.array(), 0, text.size());
        }
        try (var frames = new ZstdFrames()) {
            frames.append(out, text.array(), 0, text.size());
        }
    }

    /** Knuth's MMIX generator: the same numbers everywhere, with no promise needed from a library. */
    private static long next(long seed) {
        return seed * 6364136223846793005L + 1442695040888963407L;
    }
}
