package dev.tranche.worker.sweep;

import java.time.Duration;

/**
 * One thing that is looked after again and again on every worker. {@link Sweeper} runs each on one thread at a time, and other
 * workers run theirs meanwhile.
 */
interface Sweep {
    /** The name in metrics and logs. */
    String name();

    /** The pause between two runs. */
    Duration pause();

    /** Looks once. An exception ends this run only. */
    void run();
}
