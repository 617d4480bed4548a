package dev.tranche.messaging;

import dev.tranche.model.message.MessageQueue;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;

/** Asks by passive declares, so that no management plugin is needed. */
final class RabbitQueueDepths implements QueueDepths {
    private final AmqpAdmin admin;

    RabbitQueueDepths(AmqpAdmin admin) {
        this.admin = admin;
    }

    @Override
    public Map<MessageQueue, Depth> read() {
        var depths = new EnumMap<MessageQueue, Depth>(MessageQueue.class);
        try {
            for (MessageQueue queue : MessageQueue.values()) {
                var found = admin.getQueueInfo(queue.queueName());
                if (found != null) {
                    depths.put(queue, new Depth(found.getMessageCount(), found.getConsumerCount()));
                }
            }
            return depths;
        } catch (AmqpException e) {
            throw new BrokerUnavailable("reading queue depths", e);
        }
    }
}
