package dev.tranche.model.store;

import dev.tranche.model.job.JobStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How and when a job ended.
 *
 * @param errorMessage what callers are told, for a failed job only
 * @param expiresAt when the object of a completed job is deleted, null if it is kept until somebody asks for that
 */
public record Ending(
        JobStatus status,
        Instant at,
        @Nullable String errorMessage,
        @Nullable Instant expiresAt) {
    public Ending {
        if (!status.isTerminal()) {
            throw new IllegalArgumentException("a job does not end as " + status.wireName());
        }
        if ((status == JobStatus.FAILED) != (errorMessage != null)) {
            throw new IllegalArgumentException("a failed job, and no other, says why");
        }
        if (status != JobStatus.COMPLETED && expiresAt != null) {
            throw new IllegalArgumentException("a " + status.wireName() + " job has no object that could expire");
        }
    }

    /** The object is there, whole (I3), and is kept. */
    public static Ending completed(Instant at) {
        return new Ending(JobStatus.COMPLETED, at, null, null);
    }

    /** The object is there, whole, and is deleted at this time. */
    public static Ending completed(Instant at, Instant expiresAt) {
        return new Ending(JobStatus.COMPLETED, at, null, expiresAt);
    }

    /** The job cannot get better. */
    public static Ending failed(Instant at, String errorMessage) {
        return new Ending(JobStatus.FAILED, at, errorMessage, null);
    }

    /** The owner wanted no more of it. */
    public static Ending cancelled(Instant at) {
        return new Ending(JobStatus.CANCELLED, at, null, null);
    }

    /** Why the job failed. */
    public Optional<String> findErrorMessage() {
        return Optional.ofNullable(errorMessage);
    }

    /** When the object is deleted; empty if it is kept, or there is none. */
    public Optional<Instant> findExpiresAt() {
        return Optional.ofNullable(expiresAt);
    }
}
