package dev.tranche.worker.sweep;

import dev.tranche.messaging.QueueDepths;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.worker.callback.CallbackNudge;
import java.time.Duration;

/**
 * Sends overdue callbacks to their queue again (P9): the nudge after the end of the job, or the retry message, was lost. Never into
 * a backlog, where the message that it misses most likely waits: receivers that hang must not multiply what waits behind them.
 */
final class CallbackSweep implements Sweep {
    /** A message that was sent in time has arrived by then. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration BETWEEN_NUDGES = Duration.ofMinutes(1);
    private static final int AT_ONCE = 50;

    /** More than what the consumers have in their hands, which Broker-J counts in. */
    private static final int BACKLOG = 20;

    private final JobStore jobs;
    private final QueueDepths queues;
    private final CallbackNudge nudge;
    private final SweepMetrics metrics;

    CallbackSweep(JobStore jobs, QueueDepths queues, CallbackNudge nudge, SweepMetrics metrics) {
        this.jobs = jobs;
        this.queues = queues;
        this.nudge = nudge;
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return "callbacks";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void run() {
        var now = jobs.now();
        var overdue = jobs.dueForCallback(now.minus(GRACE), AT_ONCE);
        if (overdue.isEmpty() || waiting() > BACKLOG) {
            return;
        }
        for (Job job : overdue) {
            int tries = job.aftermath().callback().attempts();
            if (jobs.callbackNudged(job.id(), tries, now.plus(BETWEEN_NUDGES))) {
                nudge.send(job, TraceHeaders.NONE);
                metrics.nudged();
            }
        }
    }

    private long waiting() {
        var depth = queues.read().get(MessageQueue.CALLBACKS);
        return depth == null ? 0 : depth.messages();
    }
}
