package dev.tranche.messaging;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.QueuedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitOperations;
import org.springframework.amqp.rabbit.support.DefaultMessagePropertiesConverter;
import org.springframework.amqp.rabbit.support.MessagePropertiesConverter;

/**
 * Drains by {@code basic.get}. An unreadable message is published to the end of its queue again and not returned to its head: RabbitMQ 4
 * drops a message after 20 returns.
 */
final class RabbitDeadQueues implements DeadQueues {
    private final RabbitOperations rabbit;
    private final AmqpAdmin admin;
    private final MessageCodec codec;
    private final ConfirmedSend send;
    private final MessagePropertiesConverter properties = new DefaultMessagePropertiesConverter();

    RabbitDeadQueues(RabbitOperations rabbit, AmqpAdmin admin, MessageCodec codec, ConfirmedSend send) {
        this.rabbit = rabbit;
        this.admin = admin;
        this.codec = codec;
        this.send = send;
    }

    @Override
    public Drained drain(MessageQueue deadQueue, int limit, Consumer<QueuedMessage> handler) {
        try {
            var found = admin.getQueueInfo(deadQueue.queueName());
            int waiting = found == null ? 0 : (int) Math.min(limit, found.getMessageCount());
            var drained = waiting == 0 ? null : rabbit.execute(channel -> drain(channel, deadQueue, waiting, handler));
            return drained == null ? new Drained(0, 0) : drained;
        } catch (AmqpException e) {
            // The template wraps what the handler throws, too.
            if (e.getCause() instanceof RuntimeException handlers && !(handlers instanceof AmqpException)) {
                throw handlers;
            }
            throw new BrokerUnavailable("draining " + deadQueue, e);
        }
    }

    /** No more than were there at the start, so that what is put back does not come again. */
    private Drained drain(Channel channel, MessageQueue deadQueue, int waiting, Consumer<QueuedMessage> handler)
            throws IOException {
        int handled = 0;
        int unreadable = 0;
        for (int i = 0; i < waiting; i++) {
            var got = channel.basicGet(deadQueue.queueName(), false);
            if (got == null) {
                break;
            }
            long tag = got.getEnvelope().getDeliveryTag();
            if (settle(channel, tag, () -> take(deadQueue, message(got), handler))) {
                handled++;
            } else {
                unreadable++;
            }
        }
        return new Drained(handled, unreadable);
    }

    /** What becomes of one message; true if it was read. */
    private interface Taking {
        boolean take();
    }

    private static boolean settle(Channel channel, long tag, Taking taking) throws IOException {
        boolean settled = false;
        try {
            boolean read = taking.take();
            channel.basicAck(tag, false);
            settled = true;
            return read;
        } finally {
            if (!settled) {
                channel.basicNack(tag, false, true);
            }
        }
    }

    private boolean take(MessageQueue deadQueue, Message message, Consumer<QueuedMessage> handler) {
        QueuedMessage read;
        try {
            read = deadQueue == MessageQueue.CALLBACKS_DEAD ? codec.callback(message) : codec.chunk(message);
        } catch (Unparseable e) {
            send.send(deadQueue, "an unreadable message", message);
            return false;
        }
        handler.accept(read);
        return true;
    }

    private Message message(GetResponse got) {
        var read = properties.toMessageProperties(got.getProps(), got.getEnvelope(), StandardCharsets.UTF_8.name());
        return new Message(got.getBody(), read);
    }
}
