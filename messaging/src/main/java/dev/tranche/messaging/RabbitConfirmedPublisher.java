package dev.tranche.messaging;

import dev.tranche.messaging.PublishFailed.Reason;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.QueuedMessage;
import dev.tranche.model.message.TraceHeaders;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitOperations;

/**
 * Publishes through the default exchange and waits for the broker's confirm. RabbitMQ returns an unroutable message and then
 * acks it, Broker-J nacks it and then returns it: only {@code ack} without a return is a success.
 */
final class RabbitConfirmedPublisher implements ConfirmedPublisher {
    private static final String DEFAULT_EXCHANGE = "";

    private final RabbitOperations rabbit;
    private final MessageCodec codec;
    private final Duration confirmWithin;

    /** {@code rabbit} publishes as mandatory, with correlated confirms and returns. */
    RabbitConfirmedPublisher(RabbitOperations rabbit, MessageCodec codec, Duration confirmWithin) {
        this.rabbit = rabbit;
        this.codec = codec;
        this.confirmWithin = confirmWithin;
    }

    @Override
    public void publish(MessageQueue queue, QueuedMessage message, TraceHeaders trace) {
        var correlation = new CorrelationData();
        try {
            rabbit.send(DEFAULT_EXCHANGE, queue.queueName(), codec.encode(message, trace), correlation);
            var confirm = correlation.getFuture().get(confirmWithin.toMillis(), TimeUnit.MILLISECONDS);
            var returned = correlation.getReturned();
            if (returned != null) {
                throw new PublishFailed(Reason.UNROUTABLE, queue, message, returned.getReplyText());
            }
            if (!confirm.ack()) {
                throw new PublishFailed(Reason.NACKED, queue, message, "not acknowledged, " + confirm.reason());
            }
        } catch (AmqpException e) {
            throw new PublishFailed(Reason.CONNECTION, queue, message, e);
        } catch (TimeoutException e) {
            throw new PublishFailed(Reason.TIMEOUT, queue, message, "no confirm within " + confirmWithin);
        } catch (ExecutionException e) {
            throw new PublishFailed(Reason.CONNECTION, queue, message, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishFailed(Reason.TIMEOUT, queue, message, e);
        }
    }
}
