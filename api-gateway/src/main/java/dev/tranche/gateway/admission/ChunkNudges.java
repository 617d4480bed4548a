package dev.tranche.gateway.admission;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.PublishFailed;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.Via;
import dev.tranche.model.store.Admission;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the first message of a job, beside the request: a broker that is away or blocks its publishers neither changes nor delays
 * the 202. A nudge that does not arrive is sent by repair (P1, P11), so failures are counted and nothing more. Thread-safe.
 */
final class ChunkNudges implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChunkNudges.class);

    /** At shutdown; a broker that is well needs milliseconds. */
    private static final Duration LAST_NUDGES_WITHIN = Duration.ofSeconds(2);

    private final ConfirmedPublisher publisher;
    private final ExecutorService executor;
    private final Counter failures;

    /** {@code executor} rejects what it has no room for, so that a broker that hangs fills no memory. Closed with this. */
    ChunkNudges(ConfirmedPublisher publisher, ExecutorService executor, Counter failures) {
        this.publisher = publisher;
        this.executor = executor;
        this.failures = failures;
    }

    /** Returns at once. */
    void send(Admission admission) {
        var message = new ChunkMessage(admission.id(), 0, Via.NEW, admission.createdAt());
        try {
            executor.execute(() -> publish(message));
        } catch (RejectedExecutionException e) {
            failures.increment();
            log.warn("first message not sent job={} reason=too many wait for the broker", message.jobId());
        }
    }

    private void publish(ChunkMessage message) {
        while (!isSettled(message)) {
            log.debug("first message waits for the end of the broker's alarm job={}", message.jobId());
        }
    }

    /** False while the broker takes no messages: then it is tried again, so that work goes on as soon as the alarm ends. */
    private boolean isSettled(ChunkMessage message) {
        try {
            publisher.publish(MessageQueue.CHUNKS, message);
            return true;
        } catch (PublishFailed e) {
            if (e.reason() == PublishFailed.Reason.BLOCKED && !executor.isShutdown()) {
                return false;
            }
            failures.increment();
            log.warn("first message not confirmed job={} reason={}", message.jobId(), e.reason());
            return true;
        }
    }

    /** Sends what still waits, for two seconds at most; repair sends the rest. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(LAST_NUDGES_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
