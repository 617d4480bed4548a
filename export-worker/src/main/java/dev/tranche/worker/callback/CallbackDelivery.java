package dev.tranche.worker.callback;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.PublishFailed;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.store.Aftermath.CallbackState;
import dev.tranche.model.store.CallbackOutcome;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.worker.callback.CallbackAnswer.Verdict;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one try of a terminal callback (P9): claims it in the row, posts, records the outcome, and sends the message of the next
 * try to its retry queue. The listener calls it, from several threads. A message that came twice, or too early, does nothing: the
 * row says whether a try is due. Never changes anything of the job but its callback (C57).
 */
final class CallbackDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackDelivery.class);

    /** Longer than a post may take. If this process dies meanwhile, the sweeper nudges again after it. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private final JobStore jobs;
    private final CallbackSender sender;
    private final RetrySchedule schedule;
    private final ConfirmedPublisher publisher;
    private final CallbackMetrics metrics;

    CallbackDelivery(
            JobStore jobs,
            CallbackSender sender,
            RetrySchedule schedule,
            ConfirmedPublisher publisher,
            CallbackMetrics metrics) {
        this.jobs = jobs;
        this.sender = sender;
        this.schedule = schedule;
        this.publisher = publisher;
        this.metrics = metrics;
    }

    /**
     * Tries the callback that this message is about, if it is due.
     *
     * @throws dev.tranche.model.store.JobStoreException if the row could not be read or claimed, or the outcome not be
     *     recorded; the message must come again then
     */
    void handle(CallbackMessage message, TraceHeaders trace) {
        var job = jobs.find(message.jobId());
        if (job.isPresent() && job.get().aftermath().callback().state() == CallbackState.PENDING) {
            var url = job.get().admission().request().findCallbackUrl();
            if (url.isPresent()) {
                handle(job.get(), url.get(), message, trace);
            }
        }
    }

    private void handle(Job job, URI url, CallbackMessage message, TraceHeaders trace) {
        int triesBefore = job.aftermath().callback().attempts();
        var now = jobs.now();
        if (!jobs.claimCallback(job.id(), triesBefore, now, now.plus(LEASE))) {
            LOG.atDebug().addKeyValue("job", job.id()).log("callback is not due, or being tried");
            return;
        }
        var request = new CallbackRequest(url, message.webhookId(), CallbackBody.of(job), trace);
        record(message, triesBefore + 1, request, metrics.timed(() -> sender.post(request)));
    }

    private void record(CallbackMessage message, int tries, CallbackRequest request, CallbackAnswer answer) {
        var log = LOG.atInfo()
                .addKeyValue("job", message.jobId())
                .addKeyValue("try", tries)
                .addKeyValue("host", request.host())
                .addKeyValue("answer", answer.describe());
        var wait = schedule.afterTries(tries);
        if (answer.verdict() == Verdict.DELIVERED) {
            jobs.callbackTried(message.jobId(), tries, CallbackOutcome.delivered());
            metrics.delivered();
            log.log("callback delivered");
        } else if (answer.verdict() != Verdict.FAILED || wait.isEmpty()) {
            jobs.callbackTried(message.jobId(), tries, CallbackOutcome.abandoned());
            metrics.abandoned();
            log.log("callback abandoned");
        } else {
            var nextTryAt = jobs.now().plus(RetrySchedule.waitOf(wait.get()));
            jobs.callbackTried(message.jobId(), tries, CallbackOutcome.again(nextTryAt));
            metrics.failed();
            log.addKeyValue("nextTryAt", nextTryAt).log("callback failed");
            nudgeLater(wait.get(), message, request.trace());
        }
    }

    private void nudgeLater(MessageQueue queue, CallbackMessage message, TraceHeaders trace) {
        try {
            publisher.publish(queue, message, trace);
        } catch (PublishFailed e) {
            LOG.atWarn()
                    .addKeyValue("job", message.jobId())
                    .log("retry not queued, the sweeper nudges: {}", e.getMessage());
        }
    }
}
