package dev.tranche.messaging;

import dev.tranche.messaging.PublishFailed.Reason;
import dev.tranche.model.message.MessageQueue;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitOperations;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Sends through the default exchange and waits for the broker's confirm. RabbitMQ returns an unroutable message and then
 * acks it, Broker-J nacks it and then returns it: only {@code ack} without a return is a success.
 *
 * <p>The sending itself runs on other threads, because opening a connection to a broker that hangs takes longer than a caller
 * may wait, and one opens it for all.
 */
final class ConfirmedSend implements AutoCloseable {
    private static final String DEFAULT_EXCHANGE = "";

    /** As many messages can be on their way to the broker at a time; more wait for their turn. */
    private static final int SENDERS = 16;

    private final RabbitOperations rabbit;
    private final Duration confirmWithin;
    private final ExecutorService senders;

    /**
     * {@code rabbit} publishes as mandatory, with correlated confirms and returns; {@code confirmWithin} bounds a whole
     * send.
     */
    ConfirmedSend(RabbitOperations rabbit, Duration confirmWithin) {
        this.rabbit = rabbit;
        this.confirmWithin = confirmWithin;
        var threads = new CustomizableThreadFactory("publish-");
        threads.setDaemon(true);
        this.senders = Executors.newFixedThreadPool(SENDERS, threads);
    }

    /**
     * Returns when the broker keeps the message in {@code queue}.
     *
     * @param id what an error calls the message
     * @throws PublishFailed if that is not known within the bound
     */
    void send(MessageQueue queue, String id, Message message) {
        var correlation = new CorrelationData();
        var abandoned = new AtomicBoolean();
        Runnable sending = () -> {
            if (!abandoned.get()) {
                rabbit.send(DEFAULT_EXCHANGE, queue.queueName(), message, correlation);
            }
        };
        try {
            var confirmed = CompletableFuture.runAsync(sending, senders).thenCompose(sent -> correlation.getFuture());
            check(queue, id, correlation, confirmed.get(confirmWithin.toMillis(), TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException e) {
            throw new PublishFailed(Reason.CONNECTION, queue, id, e);
        } catch (ExecutionException e) {
            throw new PublishFailed(Reason.CONNECTION, queue, id, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new PublishFailed(Reason.TIMEOUT, queue, id, "no confirm within " + confirmWithin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishFailed(Reason.TIMEOUT, queue, id, e);
        } finally {
            // One that still waits for a sender is not sent after its caller has given up.
            abandoned.set(true);
        }
    }

    private static void check(
            MessageQueue queue, String id, CorrelationData correlation, CorrelationData.Confirm confirm) {
        var returned = correlation.getReturned();
        if (returned != null) {
            throw new PublishFailed(Reason.UNROUTABLE, queue, id, returned.getReplyText());
        }
        if (!confirm.ack()) {
            // Spring nacks for a lost channel too, and then it says why; a broker's nack has no reason.
            var lost = confirm.reason();
            throw lost == null
                    ? new PublishFailed(Reason.NACKED, queue, id, "the broker refused it")
                    : new PublishFailed(Reason.CONNECTION, queue, id, lost);
        }
    }

    /** Ends the senders; what is sent afterwards fails. */
    @Override
    public void close() {
        senders.shutdownNow();
    }
}
