package dev.tranche.model.store;

import dev.tranche.model.job.JobId;
import java.time.Instant;
import java.util.List;

/** The terminal callbacks still owed: the row of an ended job is their outbox (P9, I6). */
public interface CallbackOutbox {
    /** Ended jobs whose callback is pending and due, oldest first, at most {@code limit}. */
    List<Job> dueForCallback(Instant now, int limit);

    /**
     * Takes the next try of a pending callback: counts it, and moves its due time to {@code leaseUntil}, when the sweeper asks
     * again if this one dies. False if {@code attempts} is not the count seen, or it is not pending.
     */
    boolean claimCallback(JobId id, int attempts, Instant leaseUntil);

    /** Records what became of the try with this count. False if another was begun since. */
    boolean callbackTried(JobId id, int attempts, CallbackOutcome outcome);

    /** Moves the due time of a pending callback of which nothing was tried since, after a nudge was sent for it. */
    boolean callbackNudged(JobId id, int attempts, Instant nextDueAt);
}
