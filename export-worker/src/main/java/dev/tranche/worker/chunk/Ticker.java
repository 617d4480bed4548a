package dev.tranche.worker.chunk;

import java.time.Duration;

/** Calls back in time, on a thread of its own, so that no work can keep a heartbeat waiting. */
interface Ticker {
    /** From one interval after now on, until stopped. The action must not throw. */
    Ticking every(Duration interval, Runnable action);

    /** Something that is called back. */
    interface Ticking {
        /** No call begins after this; one that is under way may still go on. */
        void stop();
    }
}
