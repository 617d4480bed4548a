package dev.tranche.worker.chunk;

import dev.tranche.model.job.JobId;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.message.Via;

/**
 * A chunk message as it came.
 *
 * @param redelivered whether the broker gave it to somebody before, who did not acknowledge it
 */
record Arrival(ChunkMessage message, boolean redelivered, TraceHeaders trace) {
    JobId jobId() {
        return message.jobId();
    }

    /** Whether, if it is stale, this may be all that a crash after a commit has left of the job's chain of messages (P1). */
    boolean mayBeLastTrace() {
        return redelivered || message.via() == Via.FAILED || message.via() == Via.REPAIR;
    }
}
