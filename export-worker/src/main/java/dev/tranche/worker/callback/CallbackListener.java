package dev.tranche.worker.callback;

import com.rabbitmq.client.Channel;
import dev.tranche.messaging.DeadLetters;
import dev.tranche.messaging.MessageCodec;
import dev.tranche.messaging.Unparseable;
import dev.tranche.model.message.MessageQueue;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;

/**
 * Takes callback messages from the queue and hands each to {@link CallbackDelivery}. Called by the threads of several consumers. The row
 * owes the callback, not the message: one that could not be handled is acknowledged, and the sweeper sends another.
 */
final class CallbackListener implements ChannelAwareMessageListener {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackListener.class);

    private final MessageCodec codec;
    private final DeadLetters deadLetters;
    private final CallbackDelivery delivery;

    CallbackListener(MessageCodec codec, DeadLetters deadLetters, CallbackDelivery delivery) {
        this.codec = codec;
        this.deadLetters = deadLetters;
        this.delivery = delivery;
    }

    @Override
    public void onMessage(Message message, @Nullable Channel channel) throws IOException {
        long tag = message.getMessageProperties().getDeliveryTag();
        if (handle(message)) {
            Objects.requireNonNull(channel).basicAck(tag, false);
        } else {
            Objects.requireNonNull(channel).basicNack(tag, false, true);
        }
    }

    /** Whether nobody needs this message any more. */
    private boolean handle(Message message) {
        try {
            delivery.handle(codec.callback(message), codec.trace(message));
            return true;
        } catch (Unparseable e) {
            return deadLetters.keep(message, MessageQueue.CALLBACKS, e);
        } catch (RuntimeException | Error e) {
            // Also errors, by which the container would end the whole process, with all the jobs in it.
            LOG.warn("a callback could not be tried, the sweeper asks again: {}", e.getMessage());
            return true;
        }
    }
}
