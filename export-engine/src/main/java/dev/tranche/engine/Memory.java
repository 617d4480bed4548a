package dev.tranche.engine;

/** How much of the heap one row may ask for (C3). */
final class Memory {
    /**
     * Of a BLOB in a script: the value itself, and twice as many hexadecimal digits. A value longer than that share of the heap is not
     * even fetched: SQLite would take as much memory again, of which the heap's bound says nothing, to put it together.
     */
    private static final int HEAP_PER_BYTE = 3;

    /** The longest value that there can be room for; shorter ones may still not fit. */
    static final long LARGEST_VALUE_BYTES = Runtime.getRuntime().maxMemory() / HEAP_PER_BYTE;

    private Memory() {}
}
