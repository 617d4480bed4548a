package dev.tranche.worker.callback;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.PublishFailed;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.store.Aftermath.CallbackState;
import dev.tranche.model.store.Aftermath.Tries;
import dev.tranche.model.store.CallbackOutcome;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.worker.callback.CallbackAnswer.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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

    private static final CallbackAnswer DIED =
            new CallbackAnswer.Unanswered("the worker ended before there was an answer");

    private final JobStore jobs;
    private final CallbackSender sender;
    private final ConfirmedPublisher publisher;
    private final CallbackMetrics metrics;

    CallbackDelivery(JobStore jobs, CallbackSender sender, ConfirmedPublisher publisher, CallbackMetrics metrics) {
        this.jobs = jobs;
        this.sender = sender;
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

    /** A try whose process died has failed like any other, so that a receiver at which workers die meets no more of them (P10). */
    private void handle(Job job, URI url, CallbackMessage message, TraceHeaders trace) {
        var now = jobs.now();
        var callback = job.aftermath().callback();
        var before = callback.tries();
        var request = new CallbackRequest(url, message.webhookId(), CallbackBody.of(job), trace);
        if (callback.wasCutOff(now)) {
            record(message, before, request, DIED);
            return;
        }
        if (!jobs.claimCallback(job.id(), before.begun(), now, now.plus(LEASE))) {
            LOG.atDebug().addKeyValue("job", job.id()).log("callback is not due, or being tried");
            return;
        }
        record(message, before.next(), request, metrics.timed(() -> sender.post(request)));
    }

    private void record(CallbackMessage message, Tries tries, CallbackRequest request, CallbackAnswer answer) {
        var wait = waitAfter(tries, answer);
        var outcome = outcome(answer, wait);
        jobs.callbackTried(message.jobId(), tries.begun(), outcome);
        metrics.tried(answer.verdict(), outcome.state());
        LOG.atInfo()
                .addKeyValue("job", message.jobId())
                .addKeyValue("try", tries.begun())
                .addKeyValue("host", request.host())
                .addKeyValue(
                        "nextTryAt",
                        outcome.findNextTryAt().map(Instant::toString).orElse("never"))
                .log("callback {}: {}", answer.verdict().word(), answer.result().describe());
        wait.ifPresent(delay -> nudgeLater(delay, message, request.trace()));
    }

    private static Optional<Duration> waitAfter(Tries tries, CallbackAnswer answer) {
        return answer.verdict() == Verdict.FAILED
                ? RetrySchedule.DEFAULT.afterTries(tries.sinceReplay(), answer.retryAfter())
                : Optional.empty();
    }

    private CallbackOutcome outcome(CallbackAnswer answer, Optional<Duration> wait) {
        if (answer.verdict() == Verdict.DELIVERED) {
            return CallbackOutcome.delivered(answer.result());
        }
        return wait.map(delay -> CallbackOutcome.again(jobs.now().plus(delay), answer.result()))
                .orElseGet(() -> CallbackOutcome.abandoned(answer.result()));
    }

    /**
     * The queue returns the message when the try is due, or later, if the receiver asked for a time that no queue has: then the
     * sweeper nudges in between.
     */
    private void nudgeLater(Duration wait, CallbackMessage message, TraceHeaders trace) {
        try {
            publisher.publish(MessageQueue.callbackRetryAfter(wait), message, trace);
        } catch (PublishFailed e) {
            LOG.atWarn()
                    .addKeyValue("job", message.jobId())
                    .log("retry not queued, the sweeper nudges: {}", e.getMessage());
        }
    }
}
