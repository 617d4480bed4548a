package dev.tranche.model.message;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every queue, by the name that operators see (C61). A waiting queue holds a message for its TTL and then dead-letters it to
 * its work queue; the TTL is part of the name, because a broker refuses to declare a queue again with another one.
 */
public enum MessageQueue {
    /** The work queue of chunks. */
    CHUNKS("tranche.chunks"),
    /** The pause between two chunks of a job (C51). */
    CHUNKS_DELAY("tranche.chunks.delay.100ms", CHUNKS, Duration.ofMillis(100)),
    CHUNKS_RETRY_1S("tranche.chunks.retry.1s", CHUNKS, Duration.ofSeconds(1)),
    CHUNKS_RETRY_10S("tranche.chunks.retry.10s", CHUNKS, Duration.ofSeconds(10)),
    CHUNKS_RETRY_60S("tranche.chunks.retry.60s", CHUNKS, Duration.ofSeconds(60)),
    /** What no worker could take, for the sweeper to drain (P23). */
    CHUNKS_DEAD("tranche.chunks.dead"),
    /** The work queue of callbacks. */
    CALLBACKS("tranche.callbacks"),
    CALLBACKS_RETRY_5S("tranche.callbacks.retry.5s", CALLBACKS, Duration.ofSeconds(5)),
    CALLBACKS_RETRY_1M("tranche.callbacks.retry.1m", CALLBACKS, Duration.ofMinutes(1)),
    CALLBACKS_RETRY_10M("tranche.callbacks.retry.10m", CALLBACKS, Duration.ofMinutes(10)),
    CALLBACKS_RETRY_1H("tranche.callbacks.retry.1h", CALLBACKS, Duration.ofHours(1)),
    CALLBACKS_RETRY_6H("tranche.callbacks.retry.6h", CALLBACKS, Duration.ofHours(6)),
    /** Callbacks that no worker could take. */
    CALLBACKS_DEAD("tranche.callbacks.dead");

    private final String queueName;
    private final @Nullable MessageQueue returnsTo;
    private final @Nullable Duration ttl;

    MessageQueue(String queueName) {
        this.queueName = queueName;
        this.returnsTo = null;
        this.ttl = null;
    }

    MessageQueue(String queueName, MessageQueue returnsTo, Duration ttl) {
        this.queueName = queueName;
        this.returnsTo = returnsTo;
        this.ttl = ttl;
    }

    /** The name at the broker. */
    public String queueName() {
        return queueName;
    }

    /** How long a message waits here; empty for work and dead queues. */
    public Optional<Duration> ttl() {
        return Optional.ofNullable(ttl);
    }

    /** The work queue that a message goes on to after its wait; empty for work and dead queues. */
    public Optional<MessageQueue> returnsTo() {
        return Optional.ofNullable(returnsTo);
    }

    /** Where the broker puts what it cannot deliver from this work queue; empty for all others. */
    public Optional<MessageQueue> deadLetters() {
        return switch (this) {
            case CHUNKS -> Optional.of(CHUNKS_DEAD);
            case CALLBACKS -> Optional.of(CALLBACKS_DEAD);
            case CHUNKS_DELAY,
                    CHUNKS_RETRY_1S,
                    CHUNKS_RETRY_10S,
                    CHUNKS_RETRY_60S,
                    CHUNKS_DEAD,
                    CALLBACKS_RETRY_5S,
                    CALLBACKS_RETRY_1M,
                    CALLBACKS_RETRY_10M,
                    CALLBACKS_RETRY_1H,
                    CALLBACKS_RETRY_6H,
                    CALLBACKS_DEAD -> Optional.empty();
        };
    }

    /** The queue of this name at the broker; empty where it is none of ours. */
    public static Optional<MessageQueue> find(String queueName) {
        return Arrays.stream(values())
                .filter(q -> q.queueName.equals(queueName))
                .findFirst();
    }

    /**
     * The shortest retry queue of chunks that does not return a message before {@code delay} is over, so that it is not
     * refused for being early; the longest one (60 s) where none is that long.
     */
    public static MessageQueue chunkRetryAfter(Duration delay) {
        return retryAfter(List.of(CHUNKS_RETRY_1S, CHUNKS_RETRY_10S, CHUNKS_RETRY_60S), delay);
    }

    /** The same for callbacks; the longest one is 6 h. */
    public static MessageQueue callbackRetryAfter(Duration delay) {
        return retryAfter(
                List.of(
                        CALLBACKS_RETRY_5S,
                        CALLBACKS_RETRY_1M,
                        CALLBACKS_RETRY_10M,
                        CALLBACKS_RETRY_1H,
                        CALLBACKS_RETRY_6H),
                delay);
    }

    private static MessageQueue retryAfter(List<MessageQueue> shortestFirst, Duration delay) {
        return shortestFirst.stream()
                .filter(q -> q.waits().compareTo(delay) >= 0)
                .findFirst()
                .orElse(shortestFirst.get(shortestFirst.size() - 1));
    }

    private Duration waits() {
        return ttl == null ? Duration.ZERO : ttl;
    }

    @Override
    public String toString() {
        return queueName;
    }
}
