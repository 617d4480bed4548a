package dev.tranche.gateway.admission;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.PublishFailed;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.Via;
import dev.tranche.model.store.Admission;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the first message of a job, beside the request: a broker that is away or blocks its publishers neither changes nor delays
 * the 202. A nudge that fails is sent again when the broker is back; what finds no room here, or is still unsent when the gateway dies,
 * is sent by repair (P1, P11). Thread-safe.
 */
final class ChunkNudges implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChunkNudges.class);

    private static final Optional<PublishFailed.Reason> BLOCKED = Optional.of(PublishFailed.Reason.BLOCKED);

    /** At shutdown; a broker that is well needs milliseconds. */
    private static final Duration LAST_NUDGES_WITHIN = Duration.ofSeconds(2);

    private final ConfirmedPublisher publisher;
    private final Duration betweenTries;
    private final ExecutorService executor;
    private final Counter failures;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** {@code executor} rejects what it has no room for, so that a broker that hangs fills no memory. Closed with this. */
    ChunkNudges(ConfirmedPublisher publisher, Duration betweenTries, ExecutorService executor, Counter failures) {
        this.publisher = publisher;
        this.betweenTries = betweenTries;
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

    /** Tries until the broker has it: repair waits half a minute before it takes a message for lost, a broker may be back in five seconds. */
    private void publish(ChunkMessage message) {
        Optional<PublishFailed.Reason> failure = tryToPublish(message);
        while (failure.equals(BLOCKED) && !isClosing()) {
            log.debug("first message waits for the end of the broker's alarm job={}", message.jobId());
            failure = tryToPublish(message);
        }
        if (failure.isEmpty()) {
            return;
        }
        failures.increment();
        log.warn("first message not confirmed job={} reason={}", message.jobId(), failure.get());
        while (!isClosingWithin(betweenTries) && tryToPublish(message).isPresent()) {
            log.debug("first message waits for the broker job={}", message.jobId());
        }
    }

    /** What was in the way. A second message does no harm where the first one arrived after all (P1). */
    private Optional<PublishFailed.Reason> tryToPublish(ChunkMessage message) {
        try {
            publisher.publish(MessageQueue.CHUNKS, message);
            return Optional.empty();
        } catch (PublishFailed e) {
            return Optional.of(e.reason());
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private boolean isClosingWithin(Duration time) {
        try {
            return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Sends what still waits, for two seconds at most; repair sends the rest. */
    @Override
    public void close() {
        closing.countDown();
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
