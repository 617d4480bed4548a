package dev.tranche.engine;

import dev.tranche.engine.encode.EncodingVector;
import java.util.Locale;

/**
 * Names what could change the bytes of a half-written export (P15): workers with the same fingerprint may continue each
 * other's jobs.
 */
public final class EngineFingerprint {
    /** Raised by hand with every change of what is written for the same rows. */
    private static final int FORMAT_VERSION = 2;

    private static final String CURRENT = String.format(Locale.ROOT, "%d-%08x", FORMAT_VERSION, EncodingVector.crc32());

    private EngineFingerprint() {}

    /** Format version and the CRC-32 of a test vector through number formatting, deflate and Zstandard, such as {@code 1-9ae0daaf}. */
    public static String current() {
        return CURRENT;
    }
}
