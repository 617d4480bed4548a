package dev.tranche.worker.chunk;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The end of this process, asked for by SIGTERM (P14). The consumers' lifecycle requests it, deliveries look at it between two
 * pieces of work. Thread-safe.
 */
final class Shutdown implements Pause {
    /** P14. */
    static final Duration OVER_AFTER = Duration.ofSeconds(10);

    /** What is left of those goes to commit, publish and acknowledge, or to giving back. */
    static final Duration WORK_ENDS_AFTER = Duration.ofSeconds(7);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final LongSupplier nanoTime;
    private volatile boolean requested;
    private volatile long requestedAt;

    /** {@code nanoTime} is the machine's monotonic reading. */
    Shutdown(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Begins the end; only the first call counts. */
    synchronized void request() {
        if (!requested) {
            requestedAt = nanoTime.getAsLong();
            requested = true;
        }
    }

    /** Whether to stop at the next part boundary. */
    boolean isRequested() {
        return requested;
    }

    /** Whether to stop wherever the work is. */
    boolean isOver() {
        return requested && nanoTime.getAsLong() - requestedAt >= WORK_ENDS_AFTER.toNanos();
    }

    /** What is left of the time for the whole end; none before it was requested. */
    Duration left() {
        var left = OVER_AFTER.minusNanos(nanoTime.getAsLong() - requestedAt);
        return requested && !left.isNegative() ? left : Duration.ZERO;
    }

    @Override
    public boolean sleep(Duration time) {
        long start = nanoTime.getAsLong();
        while (nanoTime.getAsLong() - start < time.toNanos()) {
            if (isOver()) {
                return false;
            }
            try {
                Thread.sleep(Math.min(time.toMillis(), LOOK_EVERY.toMillis()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
