package dev.tranche.model.message;

import dev.tranche.model.job.JobId;

/**
 * "This job's callback is due" (P9): body {@code {v, jobId, webhookId}}. What is posted, how often it was tried and when it
 * is due next are columns of the row.
 *
 * @param webhookId the callback's own id, the same at every try (I6)
 */
public record CallbackMessage(JobId jobId, String webhookId) implements QueuedMessage {
    public CallbackMessage {
        if (webhookId.isBlank()) {
            throw new IllegalArgumentException("a callback of " + jobId + " needs a webhook id");
        }
    }

    /** The callback that says how a job ended, of which it has one (I6): named by the job, so that no row needs to keep it. */
    public static CallbackMessage ofEnded(JobId jobId) {
        return new CallbackMessage(jobId, "msg_" + jobId.randomPart());
    }

    @Override
    public String id() {
        return jobId + "/" + webhookId;
    }
}
