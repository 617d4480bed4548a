package dev.tranche.worker.sweep;

import dev.tranche.messaging.QueueDepths;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.worker.callback.CallbackNudge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Sends overdue callbacks to their queue again (P9): the nudge after the end of the job, or the retry message, was lost. In a backlog
 * the message that it misses most likely waits, so few are sent there, and late: receivers that hang must not multiply what waits behind
 * them, nor may they keep a callback whose message is lost from ever being sent.
 */
final class CallbackSweep implements Sweep {
    /** More than what the consumers have in their hands, which Broker-J counts in. */
    private static final int BACKLOG = 20;

    /**
     * Who is nudged.
     *
     * @param overdue for so long at least
     * @param again not before so long
     * @param atOnce at most, those first that are due longest
     */
    private record Pace(Duration overdue, Duration again, int atOnce) {
        /** A message that was sent in time has arrived by then. */
        static final Pace USUAL = new Pace(Duration.ofSeconds(10), Duration.ofMinutes(1), 50);

        static final Pace IN_A_BACKLOG = new Pace(Duration.ofHours(1), Duration.ofHours(1), 5);
    }

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
        var overdue = overdue(Pace.USUAL, now);
        if (overdue.isEmpty()) {
            return;
        }
        if (waiting() > BACKLOG) {
            nudge(overdue(Pace.IN_A_BACKLOG, now), now.plus(Pace.IN_A_BACKLOG.again));
        } else {
            nudge(overdue, now.plus(Pace.USUAL.again));
        }
    }

    private List<Job> overdue(Pace pace, Instant now) {
        return jobs.dueForCallback(now.minus(pace.overdue), pace.atOnce);
    }

    private void nudge(List<Job> overdue, Instant nextNudgeAt) {
        for (Job job : overdue) {
            int tries = job.aftermath().callback().attempts();
            if (jobs.callbackNudged(job.id(), tries, nextNudgeAt)) {
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
