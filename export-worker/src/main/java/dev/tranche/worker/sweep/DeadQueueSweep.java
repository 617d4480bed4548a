package dev.tranche.worker.sweep;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.DeadQueues;
import dev.tranche.messaging.DeadQueues.Drained;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.QueuedMessage;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.message.Via;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.Sighting;
import dev.tranche.worker.callback.CallbackNudge;
import java.time.Duration;

/**
 * Drains the dead queues (P23): the message of a live job may be the last one it has, so the job is repaired; what is about an ended
 * one is counted and dropped. What nobody can read stays where it is, in sight of the operators.
 */
final class DeadQueueSweep implements Sweep {
    private static final int AT_ONCE = 100;

    private final JobStore jobs;
    private final DeadQueues queues;
    private final ConfirmedPublisher publisher;
    private final CallbackNudge callbacks;
    private final SweepMetrics metrics;

    DeadQueueSweep(
            JobStore jobs,
            DeadQueues queues,
            ConfirmedPublisher publisher,
            CallbackNudge callbacks,
            SweepMetrics metrics) {
        this.jobs = jobs;
        this.queues = queues;
        this.publisher = publisher;
        this.callbacks = callbacks;
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return "dead queues";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(30);
    }

    @Override
    public void run() {
        int unreadable = drain(MessageQueue.CHUNKS_DEAD).unreadable()
                + drain(MessageQueue.CALLBACKS_DEAD).unreadable();
        metrics.unreadable(unreadable);
    }

    private Drained drain(MessageQueue queue) {
        var drained = queues.drain(queue, AT_ONCE, this::revive);
        metrics.drained(queue.queueName(), drained.handled());
        return drained;
    }

    private void revive(QueuedMessage message) {
        if (message instanceof ChunkMessage chunk) {
            jobs.find(chunk.jobId()).filter(Job::isLive).ifPresent(this::repair);
        } else if (message instanceof CallbackMessage callback) {
            jobs.find(callback.jobId()).ifPresent(job -> callbacks.send(job, TraceHeaders.NONE));
        }
    }

    /** Refused if somebody works on the job, and then its chain goes on without this message. */
    private void repair(Job job) {
        var now = jobs.now();
        if (jobs.repair(Sighting.of(job), now)) {
            publisher.publish(
                    MessageQueue.CHUNKS, new ChunkMessage(job.id(), job.turn().step(), Via.REPAIR, now));
            metrics.repaired();
        }
    }
}
