package dev.tranche.worker.callback;

import dev.tranche.model.store.Job;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a terminal callback (C57), made from what never changes once a job has ended, so that it is the same at every try
 * (I6).
 */
final class CallbackBody {
    private static final JsonMapper JSON = JsonMapper.shared();

    private CallbackBody() {}

    /** The body in JSON. The job must have ended. */
    static String of(Job job) {
        var ending = job.findEnding().orElseThrow(() -> new IllegalArgumentException(job.id() + " has not ended"));
        var body = JSON.createObjectNode()
                .put("jobId", job.id().value())
                .put("status", ending.status().wireName());
        switch (ending.status()) {
            case COMPLETED -> body.put("downloadUrl", "/export/jobs/" + job.id() + "/download");
            case FAILED -> body.put("error_message", ending.findErrorMessage().orElseThrow());
            case CANCELLED -> {}
            case PENDING, IN_PROGRESS -> throw new IllegalStateException("no job ends as " + ending.status());
        }
        return JSON.writeValueAsString(body);
    }
}
