package dev.tranche.model.store;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do for a job that has ended (P9): the row is the outbox of the callback and the list of what must be cleaned.
 *
 * @param cleanDueAt when the next cleaning is due, null if none is; after both, when the object is to be deleted
 * @param cleanings how many were done; the deletion of an object that expired counts as the third
 */
public record Aftermath(Callback callback, @Nullable Instant cleanDueAt, int cleanings) {
    private static final int SECOND = 2;

    /** Whether a cleaning, or the end of the object, is due. */
    public boolean isDueForCleaning(Instant now) {
        return cleanDueAt != null && !cleanDueAt.isAfter(now);
    }

    /** Whether both cleanings were done. */
    public boolean isCleaned() {
        return cleanings >= SECOND;
    }

    /** Whether the object of a completed job has been deleted since it was too old. */
    public boolean isExpired() {
        return cleanings > SECOND;
    }

    /**
     * The terminal callback, of which a job has at most one (I6).
     *
     * @param state where it is
     * @param tries how often one was begun
     * @param dueAt when the next try may begin, at the earliest the end of the lease of one under way; null unless pending
     * @param lastTry the last that was begun, null if none was
     */
    public record Callback(
            CallbackState state,
            Tries tries,
            @Nullable Instant dueAt,
            @Nullable LastTry lastTry) {
        /** Before the first try. */
        public static Callback untried(CallbackState state, @Nullable Instant dueAt) {
            return new Callback(state, Tries.NONE, dueAt, null);
        }

        /** How often a try was begun, over all replays: the fence of every write. */
        public int attempts() {
            return tries.begun();
        }

        /** Whether the last try was begun and its lease is over, but nobody said what it came to. */
        public boolean wasCutOff(Instant now) {
            return lastTry != null && lastTry.findResult().isEmpty() && dueAt != null && !dueAt.isAfter(now);
        }

        /** The last try that was begun; empty if none was. */
        public Optional<LastTry> findLastTry() {
            return Optional.ofNullable(lastTry);
        }
    }

    /**
     * How often a callback was tried.
     *
     * @param begun in all
     * @param beforeReplay those of them that do not count any more, since somebody asked for the callback once more
     */
    public record Tries(int begun, int beforeReplay) {
        static final Tries NONE = new Tries(0, 0);

        /** With one more begun. */
        public Tries next() {
            return new Tries(begun + 1, beforeReplay);
        }

        /** Those that the schedule of tries counts. */
        public int sinceReplay() {
            return begun - beforeReplay;
        }
    }

    /**
     * One try.
     *
     * @param begunAt when the post was about to be made
     * @param result null while it is under way, and for ever if its process died
     */
    public record LastTry(Instant begunAt, @Nullable CallbackResult result) {
        /** What it came to; empty while that is not known. */
        public Optional<CallbackResult> findResult() {
            return Optional.ofNullable(result);
        }
    }

    /** Where a callback is. */
    public enum CallbackState {
        /** None is wanted, or the job has not ended. */
        NONE,
        /** Wanted and not yet delivered. */
        PENDING,
        /** The receiver answered with success. */
        DELIVERED,
        /** Given up: after the last try, or because another one could not help. */
        ABANDONED
    }
}
