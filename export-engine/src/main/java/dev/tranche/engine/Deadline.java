package dev.tranche.engine;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When reading a live database must end (C2). Asked from the reading thread between rows and inside long statements. */
@FunctionalInterface
public interface Deadline {
    /** Whether the time is up; stays true once it is. */
    boolean isOver();

    /** A deadline that never comes, for snapshots, which keep nobody waiting. */
    static Deadline none() {
        return () -> false;
    }

    /**
     * A deadline this far from now.
     *
     * @param nanoTime the machine's monotonic reading in nanoseconds
     */
    static Deadline after(Duration time, LongSupplier nanoTime) {
        long start = nanoTime.getAsLong();
        long limit = time.toNanos();
        return () -> nanoTime.getAsLong() - start >= limit;
    }
}
