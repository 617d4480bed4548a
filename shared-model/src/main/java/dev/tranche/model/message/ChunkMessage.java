package dev.tranche.model.message;

import dev.tranche.model.job.JobId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * "Work on this step of this job" (P1). The body is {@code {v, jobId, step}}; {@code via} and {@code queuedAt} travel as
 * headers.
 *
 * @param step the fence; 0 prepares the job
 * @param queuedAt when the message reaches the work queue, as the row's {@code queued_at} says it (P11): for one that waits
 *     in a delay or retry queue first, the end of that wait. Kept to the millisecond.
 */
public record ChunkMessage(JobId jobId, long step, Via via, Instant queuedAt) implements QueuedMessage {
    public ChunkMessage {
        if (step < 0) {
            throw new IllegalArgumentException("a step is 0 or more, not " + step);
        }
        queuedAt = queuedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public String id() {
        return jobId + "/" + step;
    }
}
