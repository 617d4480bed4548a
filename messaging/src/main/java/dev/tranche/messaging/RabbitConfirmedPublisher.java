package dev.tranche.messaging;

import dev.tranche.messaging.PublishFailed.Reason;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.QueuedMessage;
import dev.tranche.model.message.TraceHeaders;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitOperations;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Publishes through the default exchange and waits for the broker's confirm. RabbitMQ returns an unroutable message and then
 * acks it, Broker-J nacks it and then returns it: only {@code ack} without a return is a success.
 *
 * <p>The sending itself runs on other threads, because opening a connection to a broker that hangs takes longer than a caller
 * may wait, and one opens it for all.
 */
final class RabbitConfirmedPublisher implements ConfirmedPublisher, AutoCloseable {
    private static final String DEFAULT_EXCHANGE = "";

    /** As many messages can be on their way to the broker at a time; more wait for their turn. */
    private static final int SENDERS = 16;

    private final RabbitOperations rabbit;
    private final MessageCodec codec;
    private final Duration confirmWithin;
    private final ExecutorService senders;

    /**
     * {@code rabbit} publishes as mandatory, with correlated confirms and returns; {@code confirmWithin} bounds a whole
     * publish.
     */
    RabbitConfirmedPublisher(RabbitOperations rabbit, MessageCodec codec, Duration confirmWithin) {
        this.rabbit = rabbit;
        this.codec = codec;
        this.confirmWithin = confirmWithin;
        var threads = new CustomizableThreadFactory("publish-");
        threads.setDaemon(true);
        this.senders = Executors.newFixedThreadPool(SENDERS, threads);
    }

    @Override
    public void publish(MessageQueue queue, QueuedMessage message, TraceHeaders trace) {
        var correlation = new CorrelationData();
        var abandoned = new AtomicBoolean();
        var encoded = codec.encode(message, trace);
        var confirmed = CompletableFuture.runAsync(
                        () -> {
                            if (!abandoned.get()) {
                                rabbit.send(DEFAULT_EXCHANGE, queue.queueName(), encoded, correlation);
                            }
                        },
                        senders)
                .thenCompose(sent -> correlation.getFuture());
        try {
            check(queue, message, correlation, confirmed.get(confirmWithin.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw new PublishFailed(Reason.CONNECTION, queue, message, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new PublishFailed(Reason.TIMEOUT, queue, message, "no confirm within " + confirmWithin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishFailed(Reason.TIMEOUT, queue, message, e);
        } finally {
            // One that still waits for a sender is not sent after its caller has given up.
            abandoned.set(true);
        }
    }

    private static void check(
            MessageQueue queue, QueuedMessage message, CorrelationData correlation, CorrelationData.Confirm confirm) {
        var returned = correlation.getReturned();
        if (returned != null) {
            throw new PublishFailed(Reason.UNROUTABLE, queue, message, returned.getReplyText());
        }
        if (!confirm.ack()) {
            // Spring nacks for a lost channel too, and then it says why; a broker's nack has no reason.
            var lost = confirm.reason();
            throw lost == null
                    ? new PublishFailed(Reason.NACKED, queue, message, "the broker refused it")
                    : new PublishFailed(Reason.CONNECTION, queue, message, lost);
        }
    }

    /** Ends the senders; what is published afterwards fails. */
    @Override
    public void close() {
        senders.shutdownNow();
    }
}
