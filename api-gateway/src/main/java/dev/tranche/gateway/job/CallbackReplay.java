package dev.tranche.gateway.job;

import dev.tranche.gateway.error.ErrorAnswer;
import dev.tranche.gateway.error.Refused;
import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.PublishFailed;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Has the callback of a job that has ended sent once more (C58), with the same id and the same body (I6). The row first, then the nudge: one
 * that does not arrive is sent by the sweeper (P9). Twice is harmless: what is due already does not change. Thread-safe.
 */
final class CallbackReplay {
    private static final Logger log = LoggerFactory.getLogger(CallbackReplay.class);

    private final JobStore jobs;
    private final ConfirmedPublisher publisher;

    CallbackReplay(JobStore jobs, ConfirmedPublisher publisher) {
        this.jobs = jobs;
        this.publisher = publisher;
    }

    /**
     * Makes the callback due now.
     *
     * @throws Refused 409 if the job has not ended, or has no callback
     */
    void start(Job job) {
        if (job.isLive()) {
            throw conflict(
                    "Export job has not ended. Current status: " + job.status().wireName());
        }
        if (job.admission().request().findCallbackUrl().isEmpty()) {
            throw conflict("Export job has no callbackUrl");
        }
        if (jobs.replayCallback(job.id(), jobs.now())) {
            nudge(job);
        }
    }

    private static Refused conflict(String why) {
        return new Refused(new ErrorAnswer(HttpStatus.CONFLICT, why));
    }

    private void nudge(Job job) {
        try {
            publisher.publish(MessageQueue.CALLBACKS, CallbackMessage.ofEnded(job.id()));
        } catch (PublishFailed e) {
            log.warn("callback not nudged, the sweeper will job={} reason={}", job.id(), e.reason());
        }
    }
}
