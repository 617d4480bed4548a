package dev.tranche.worker.callback;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a callback that failed is tried again, and how often.
 *
 * @param waits before the second try, the third and so on; after the last the callback is abandoned
 */
record RetrySchedule(List<Duration> waits) {
    private static final Duration LONGEST = Duration.ofHours(6);

    /** Nine tries within 25 hours, so that a receiver may be away for a day (C58). Each wait is that of a retry queue. */
    static final RetrySchedule DEFAULT = new RetrySchedule(Stream.concat(
                    Stream.of(
                            Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1)),
                    Collections.nCopies(4, LONGEST).stream())
            .toList());

    RetrySchedule {
        waits = List.copyOf(waits);
    }

    /**
     * How long to wait after so many tries have failed; empty if there is no further one.
     *
     * @param asked what the receiver asks for, which can only be longer
     */
    Optional<Duration> afterTries(int tries, Duration asked) {
        if (tries > waits.size()) {
            return Optional.empty();
        }
        var planned = waits.get(tries - 1);
        return Optional.of(planned.compareTo(asked) < 0 ? asked : planned);
    }
}
