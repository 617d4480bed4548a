package dev.tranche.engine;

/**
 * Names what could change the bytes of a half-written export (P15): workers with the same fingerprint may continue each
 * other's jobs.
 */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class EngineFingerprint {
    private EngineFingerprint() {}

    /** Format version and the CRC-32 of a test vector through number formatting and deflate, such as {@code 1-9ae0daaf}. */
    public static String current() {
        throw new UnsupportedOperationException();
    }
}
