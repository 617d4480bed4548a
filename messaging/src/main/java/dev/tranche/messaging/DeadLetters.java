package dev.tranche.messaging;

import dev.tranche.model.message.MessageQueue;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitOperations;

/**
 * Puts messages that nobody can read where they stay and are seen (P23). The listeners call it, from any thread, in place of a
 * rejection, which Broker-J answers by delivering the message again.
 */
public final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final RabbitOperations rabbit;
    private final Duration confirmWithin;

    /** {@code rabbit} publishes as mandatory, with correlated confirms and returns. */
    DeadLetters(RabbitOperations rabbit, Duration confirmWithin) {
        this.rabbit = rabbit;
        this.confirmWithin = confirmWithin;
    }

    /** True once the dead queue of {@code from} keeps the message as it is, so that it may be acknowledged; else try again. */
    public boolean keep(Message message, MessageQueue from, Unparseable why) {
        var dead = from.deadLetters().orElseThrow();
        LOG.error("an unreadable message in {} goes to {}, where somebody must look: {}", from, dead, why.getMessage());
        var correlation = new CorrelationData();
        try {
            rabbit.send("", dead.queueName(), message, correlation);
            var confirm = correlation.getFuture().get(confirmWithin.toMillis(), TimeUnit.MILLISECONDS);
            return confirm.ack() && correlation.getReturned() == null;
        } catch (AmqpException | ExecutionException | TimeoutException e) {
            LOG.warn("{} did not take it yet: {}", dead, e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
