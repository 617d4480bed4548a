package dev.tranche.model.store;

import dev.tranche.model.job.JobStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How and when a job ended.
 *
 * @param errorMessage what callers are told, for a failed job only
 */
public record Ending(JobStatus status, Instant at, @Nullable String errorMessage) {
    public Ending {
        if (!status.isTerminal()) {
            throw new IllegalArgumentException("a job does not end as " + status.wireName());
        }
        if ((status == JobStatus.FAILED) != (errorMessage != null)) {
            throw new IllegalArgumentException("a failed job, and no other, says why");
        }
    }

    /** The object is there, whole (I3). */
    public static Ending completed(Instant at) {
        return new Ending(JobStatus.COMPLETED, at, null);
    }

    /** The job cannot get better. */
    public static Ending failed(Instant at, String errorMessage) {
        return new Ending(JobStatus.FAILED, at, errorMessage);
    }

    /** The owner wanted no more of it. */
    public static Ending cancelled(Instant at) {
        return new Ending(JobStatus.CANCELLED, at, null);
    }

    /** Why the job failed. */
    public Optional<String> findErrorMessage() {
        return Optional.ofNullable(errorMessage);
    }
}
