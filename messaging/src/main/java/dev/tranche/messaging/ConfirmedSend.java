package dev.tranche.messaging;

import dev.tranche.messaging.PublishFailed.Reason;
import dev.tranche.model.message.MessageQueue;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.connection.CorrelationData.Confirm;
import org.springframework.amqp.rabbit.connection.RabbitUtils;
import org.springframework.amqp.rabbit.core.RabbitOperations;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Sends through the default exchange and waits for the broker's confirm. RabbitMQ returns an unroutable message and then
 * acks it, Broker-J nacks it and then returns it: only {@code ack} without a return is a success.
 *
 * <p>The sending itself runs on other threads, because opening a connection to a broker that hangs takes longer than a caller
 * may wait, and one opens it for all. While the broker blocks publishers nothing is sent, because all of it would arrive in the end.
 */
final class ConfirmedSend implements AutoCloseable {
    private static final String DEFAULT_EXCHANGE = "";

    /** As many messages can be on their way to the broker at a time; more wait for their turn. */
    private static final int SENDERS = 16;

    private final RabbitOperations rabbit;
    private final BlockedConnections blocked;
    private final Duration confirmWithin;
    private final ExecutorService senders;

    /**
     * {@code rabbit} publishes as mandatory, with correlated confirms and returns; {@code confirmWithin} bounds the wait for the end of
     * an alarm, and then the whole send.
     */
    ConfirmedSend(RabbitOperations rabbit, BlockedConnections blocked, Duration confirmWithin) {
        this.rabbit = rabbit;
        this.blocked = blocked;
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
        try {
            var alarm = blocked.awaitEnd(confirmWithin);
            if (alarm.isPresent()) {
                throw new PublishFailed(Reason.BLOCKED, queue, id, blockedBy(alarm.get()));
            }
            var sending = senders.submit(() -> abandoned.get()
                    ? Optional.<Confirm>empty()
                    : sendOnOneChannel(queue.queueName(), message, correlation));
            var confirm = sending.get(confirmWithin.toMillis(), TimeUnit.MILLISECONDS);
            check(queue, id, correlation, confirm.orElseThrow(TimeoutException::new));
        } catch (RejectedExecutionException e) {
            throw new PublishFailed(Reason.CONNECTION, queue, id, e);
        } catch (ExecutionException e) {
            throw new PublishFailed(Reason.CONNECTION, queue, id, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unconfirmed(queue, id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishFailed(Reason.TIMEOUT, queue, id, e);
        } finally {
            // One that still waits for a sender is not sent after its caller has given up.
            abandoned.set(true);
        }
    }

    /**
     * The broker's answer; empty if none came in time. A channel on which a message was not confirmed is not used again: a RabbitMQ that
     * has lost the node that led a queue may refuse all that one channel publishes to it for as long as that node is away (seen with
     * 3.10), and takes it on a new channel.
     */
    private Optional<Confirm> sendOnOneChannel(String queue, Message message, CorrelationData correlation) {
        Optional<Confirm> answer = rabbit.invoke(channel -> {
            channel.send(DEFAULT_EXCHANGE, queue, message, correlation);
            var confirm = await(correlation);
            if (confirm.filter(Confirm::ack).isEmpty()) {
                channel.execute(used -> {
                    RabbitUtils.setPhysicalCloseRequired(used, true);
                    return true;
                });
            }
            return confirm;
        });
        return answer == null ? Optional.empty() : answer;
    }

    private Optional<Confirm> await(CorrelationData correlation) {
        try {
            return Optional.of(correlation.getFuture().get(confirmWithin.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private PublishFailed unconfirmed(MessageQueue queue, String id) {
        var found = "no confirm within " + confirmWithin;
        return blocked.reason()
                .map(alarm -> new PublishFailed(Reason.BLOCKED, queue, id, found + ": " + blockedBy(alarm)))
                .orElseGet(() -> new PublishFailed(Reason.TIMEOUT, queue, id, found));
    }

    private static String blockedBy(String alarm) {
        return "the broker takes no messages: " + alarm;
    }

    private static void check(MessageQueue queue, String id, CorrelationData correlation, Confirm confirm) {
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
