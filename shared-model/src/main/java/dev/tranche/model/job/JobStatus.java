package dev.tranche.model.job;

import java.util.Arrays;
import java.util.Locale;

/**
 * Where a job is (C31): {@code pending → in_progress → completed | failed | cancelled}. Terminal states never change (I3).
 */
public enum JobStatus {
    /** Accepted and durable; in by the gateway's insert, out when a worker starts step 0 or the sweeper gives up. */
    PENDING,
    /** A worker has begun; in by the claim of step 0, out by one of the terminal states. */
    IN_PROGRESS,
    /** The object is there, whole; in by the worker after Complete. */
    COMPLETED,
    /** The job ended without an object; in by the worker (real cause) or the sweeper (stuck). */
    FAILED,
    /** The owner ended it; in by the gateway. */
    CANCELLED;

    /** The name in answers and the job store, such as {@code in_progress}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the job has ended, so that no later write may change it. */
    public boolean isTerminal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    /**
     * The status of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static JobStatus of(String wireName) {
        return Arrays.stream(values())
                .filter(s -> s.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no job status is named " + wireName));
    }
}
