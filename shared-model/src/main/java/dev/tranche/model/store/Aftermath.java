package dev.tranche.model.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do for a job that has ended (P9): the row is the outbox of the callback and the list of what must be cleaned.
 *
 * @param cleanDueAt when the next cleaning is due, null if none is
 * @param cleanings how many were done
 */
public record Aftermath(Callback callback, @Nullable Instant cleanDueAt, int cleanings) {
    /**
     * The terminal callback, of which a job has at most one (I6).
     *
     * @param state where it is
     * @param attempts how often a try was begun
     * @param dueAt when the next try may begin, at the earliest the end of the lease of one under way; null unless pending
     */
    public record Callback(
            CallbackState state, int attempts, @Nullable Instant dueAt) {}

    /** Where a callback is. */
    public enum CallbackState {
        /** None is wanted, or the job has not ended. */
        NONE,
        /** Wanted and not yet delivered. */
        PENDING,
        /** The receiver answered with success. */
        DELIVERED,
        /** Given up after the last try. */
        ABANDONED
    }
}
