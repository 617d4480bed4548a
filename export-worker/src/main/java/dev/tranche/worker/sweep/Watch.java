package dev.tranche.worker.sweep;

import java.time.Duration;
import java.time.Instant;

/**
 * What this sweeper itself has seen of a job that may be stuck: the same row at every look, from {@code since} to {@code lastLook},
 * with broker and both stores reachable (P12).
 */
record Watch(Instant since, Instant lastLook) {
    /** A longer gap between two looks starts anew: the sweeper, or the whole machine, was asleep. */
    static final Duration LONGEST_GAP = Duration.ofSeconds(30);

    static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    static Watch begin(Instant now) {
        return new Watch(now, now);
    }

    /** Whether a look at this time continues the watch. */
    boolean goesOnAt(Instant now) {
        return !now.isBefore(lastLook) && !now.isAfter(lastLook.plus(LONGEST_GAP));
    }

    /** This watch after one more look. */
    Watch look(Instant now) {
        return new Watch(since, now);
    }

    boolean isLongEnough() {
        return !lastLook.isBefore(since.plus(LONG_ENOUGH));
    }
}
