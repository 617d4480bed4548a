package dev.tranche.model.store;

import dev.tranche.model.job.JobId;
import java.time.Instant;
import java.util.List;

/**
 * The terminal callbacks still owed: the row of an ended job is their outbox (P9, I6). Two times belong to a pending callback:
 * when its next try may begin, which fences tries off from each other, and when the sweeper sends its next nudge, which
 * delays no try.
 */
public interface CallbackOutbox {
    /** Ended jobs whose callback is pending, and due for a try as well as for a nudge, oldest first, at most {@code limit}. */
    List<Job> dueForCallback(Instant now, int limit);

    /**
     * Takes the next try of a pending callback: counts it, and keeps others from trying until {@code leaseUntil}, when the
     * sweeper asks again if this one dies. False if {@code attempts} is not the count seen, it is not pending, or not due:
     * another try is under way, or the next one is later. Such a message is acknowledged.
     */
    boolean claimCallback(JobId id, int attempts, Instant now, Instant leaseUntil);

    /**
     * Asks for the callback of an ended job once more: it is due now, with all tries of the schedule before it. False if nothing
     * changed: there is no such job, it has not ended, it wants no callback, or a try is due or under way anyway. So twice is
     * harmless.
     */
    boolean replayCallback(JobId id, Instant now);

    /** Records what became of the try with this count. False if another was begun since, or it is no longer pending. */
    boolean callbackTried(JobId id, int attempts, CallbackOutcome outcome);

    /**
     * Records that a nudge was sent for a pending callback with this count of tries, so that the sweeper sends none before
     * {@code nextNudgeAt}. False if a try was begun since; one that comes late delays nothing but a nudge.
     */
    boolean callbackNudged(JobId id, int attempts, Instant nextNudgeAt);
}
