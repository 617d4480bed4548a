package dev.tranche.worker.chunk;

import java.time.Duration;

/** Waits before something is tried again. */
interface Pause {
    /** Waits that long; false, possibly at once, if there is no more time because the process is ending (P14). */
    boolean sleep(Duration time);
}
