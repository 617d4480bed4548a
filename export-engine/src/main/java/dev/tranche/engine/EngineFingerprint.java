package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.util.ZstdVersion;
import dev.tranche.engine.encode.EncodingVector;
import dev.tranche.engine.sqlite.SqliteLibrary;
import dev.tranche.model.job.RequestWords;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * Names what could change the bytes of a half-written export (P15): workers with the same fingerprint may continue each
 * other's jobs, and understand the same ones.
 */
public final class EngineFingerprint {
    /** Raised by hand with every change of what is written for the same rows. */
    private static final int FORMAT_VERSION = 4;

    private static final String CURRENT = String.format(Locale.ROOT, "%d-%08x", FORMAT_VERSION, crc32());

    private EngineFingerprint() {}

    /**
     * Format version and the CRC-32 of what others have made of this engine, such as {@code 1-9ae0daaf}: a test vector through number
     * formatting, deflate (the JDK does not say which zlib it has) and Zstandard, Zstandard's version, SQLite, and every format and
     * option that a request may have.
     */
    public static String current() {
        return CURRENT;
    }

    private static long crc32() {
        var parts = String.join(
                "\n",
                Long.toHexString(EncodingVector.crc32()),
                ZstdVersion.VERSION,
                SqliteLibrary.identity(),
                RequestWords.vocabulary());
        var crc = new CRC32();
        crc.update(parts.getBytes(UTF_8));
        return crc.getValue();
    }
}
