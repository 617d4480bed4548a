package dev.tranche.model.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a delivery gives up its claim without a commit.
 *
 * @param nextAttemptAt before this time no claim succeeds; also when the message reaches the work queue again
 * @param counted whether the attempt counts (P10): a failure does; a shutdown, a wait for room or for a matching engine does not
 * @param error the cause of a failed attempt, null if none failed
 * @param waitingFor what the job waits for, shown in its status; null leaves a wait that has begun as it is
 */
public record Release(
        Instant at,
        Instant nextAttemptAt,
        boolean counted,
        @Nullable String error,
        @Nullable String waitingFor) {
    /** A failed attempt, to be tried again. */
    public static Release failed(Instant at, Instant nextAttemptAt, String error) {
        return new Release(at, nextAttemptAt, true, error, null);
    }

    /** An attempt given back, such as at a shutdown. */
    public static Release givenBack(Instant at) {
        return new Release(at, at, false, null, null);
    }

    /** Nothing failed, but the job cannot go on yet. */
    public static Release waiting(Instant at, Instant nextAttemptAt, String waitingFor) {
        return new Release(at, nextAttemptAt, false, null, waitingFor);
    }
}
