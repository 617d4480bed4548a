package dev.tranche.messaging;

import dev.tranche.model.message.MessageQueue;
import java.time.Duration;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;

/**
 * Makes the consumers of a worker: each one its own container with one thread, one channel and one message at a time, so
 * that one can be cancelled while the others go on (P13).
 */
public final class Consumers {
    private static final Duration RECOVERY_INTERVAL = Duration.ofSeconds(1);

    private final ConnectionFactory connections;
    private final AmqpAdmin admin;

    Consumers(ConnectionFactory connections, AmqpAdmin admin) {
        this.connections = connections;
        this.admin = admin;
    }

    /**
     * A consumer that is not started yet. {@code listener} acknowledges by itself. A broker that is away at start, or goes
     * away later, is tried again every second for as long as the container runs; so is one that does not know its user, who may be
     * made after the broker has started.
     *
     * @param tag what the management pages show as the consumer's name (C61), unique among all consumers of the queue
     * @param stopWithin how long a stop waits for the message at work
     */
    public SimpleMessageListenerContainer consumer(
            MessageQueue queue, String tag, ChannelAwareMessageListener listener, Duration stopWithin) {
        var container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(queue.queueName());
        container.setMessageListener(listener);
        container.setConsumerTagStrategy(name -> tag);
        container.setListenerId(tag);
        container.setBeanName(tag);
        container.setAmqpAdmin(admin);
        container.setConcurrentConsumers(1);
        container.setPrefetchCount(1);
        container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
        container.setAutoStartup(false);
        container.setMissingQueuesFatal(false);
        container.setPossibleAuthenticationFailureFatal(false);
        container.setRecoveryInterval(RECOVERY_INTERVAL.toMillis());
        container.setFailedDeclarationRetryInterval(RECOVERY_INTERVAL.toMillis());
        container.setShutdownTimeout(stopWithin.toMillis());
        container.afterPropertiesSet();
        return container;
    }
}
