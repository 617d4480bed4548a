package dev.tranche.worker.sweep;

import dev.tranche.messaging.BrokerUnavailable;
import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.PublishFailed;
import dev.tranche.messaging.QueueDeclaration;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.Via;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.JobStoreException;
import dev.tranche.model.store.Sighting;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends the message of every live job again at start, for standalone, whose broker has forgotten them all with its process (P1). Spring
 * runs it once, after the broker has started, which has a lower phase. Where a message was not lost after all, the second one is harmless.
 */
final class StartupRepair implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(StartupRepair.class);

    private final JobStore jobs;
    private final QueueDeclaration queues;
    private final ConfirmedPublisher publisher;
    private volatile boolean done;

    StartupRepair(JobStore jobs, QueueDeclaration queues, ConfirmedPublisher publisher) {
        this.jobs = jobs;
        this.queues = queues;
        this.publisher = publisher;
    }

    /** Sends them, each to the queue that brings it when its next attempt is due. The sweeper finds what could not be sent. */
    @Override
    public void start() {
        done = true;
        try {
            queues.declare();
            new LiveJobs(jobs).forEachPage(page -> {
                var now = jobs.now();
                page.forEach(job -> publish(job, now));
                LOG.info("sent the messages of {} live jobs again", page.size());
            });
        } catch (BrokerUnavailable | PublishFailed | JobStoreException e) {
            LOG.warn("not every message was sent again: {}", e.getMessage());
        }
    }

    /** The row is not asked for permission: one still held by the process that died refuses the repair, and needs it most. */
    private void publish(Job job, Instant now) {
        jobs.repair(Sighting.of(job), now);
        var wait = Duration.between(now, job.turn().attempts().nextAttemptAt());
        var queue = wait.isNegative() || wait.isZero() ? MessageQueue.CHUNKS : MessageQueue.chunkRetryAfter(wait);
        var arrivesAt = now.plus(queue.ttl().orElse(Duration.ZERO));
        publisher.publish(queue, new ChunkMessage(job.id(), job.turn().step(), Via.REPAIR, arrivesAt));
    }

    @Override
    public void stop() {
        done = false;
    }

    @Override
    public boolean isRunning() {
        return done;
    }
}
