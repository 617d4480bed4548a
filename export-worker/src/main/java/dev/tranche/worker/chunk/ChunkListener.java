package dev.tranche.worker.chunk;

import com.rabbitmq.client.Channel;
import dev.tranche.messaging.DeadLetters;
import dev.tranche.messaging.MessageCodec;
import dev.tranche.messaging.Unparseable;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.worker.activity.WorkerActivity;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;

/**
 * Takes "process next chunk" messages from the queue and hands each to {@link Chunk}; the first of the files that tell the worker's
 * story. Called by one consumer's thread, one message at a time. Nothing it cannot handle is ever acknowledged.
 */
final class ChunkListener implements ChannelAwareMessageListener {
    /** Keeps a message that nobody can handle at the moment from coming back at once, again and again. */
    private static final Duration GIVE_BACK_AFTER = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(ChunkListener.class);

    /** What is done with a message that can be read: {@link Chunk#take}. */
    interface Work {
        void take(Arrival arrival, Delivery delivery);
    }

    /** What the listeners of all consumers share. */
    record Tools(MessageCodec codec, DeadLetters deadLetters, Work chunk, WorkerActivity activity, Pause pause) {}

    private final Tools tools;
    private final Runnable consumerAgain;

    /** @param consumerAgain starts this listener's consumer anew, after a delivery that was acknowledged early (P13) */
    ChunkListener(Tools tools, Runnable consumerAgain) {
        this.tools = tools;
        this.consumerAgain = consumerAgain;
    }

    @Override
    public void onMessage(Message message, @Nullable Channel channel) {
        var delivery = new AmqpDelivery(Objects.requireNonNull(channel), message.getMessageProperties());
        try {
            take(message, delivery);
        } catch (Unparseable e) {
            bury(message, delivery, e);
        } catch (Exception | Error e) {
            // Also errors, by which the container would end the whole process, with all the other jobs in it.
            LOG.error("a chunk message could not be handled and is given back", e);
            tools.pause.sleep(GIVE_BACK_AFTER);
            delivery.giveBack();
        }
        if (delivery.wasEarly()) {
            consumerAgain.run();
        }
    }

    private void take(Message message, Delivery delivery) {
        var chunk = tools.codec.chunk(message);
        boolean redelivered = Boolean.TRUE.equals(message.getMessageProperties().isRedelivered());
        tools.activity.taken(chunk.queuedAt());
        try {
            tools.chunk.take(new Arrival(chunk, redelivered, tools.codec.trace(message)), delivery);
        } finally {
            tools.activity.done();
        }
    }

    private void bury(Message message, Delivery delivery, Unparseable why) {
        if (tools.deadLetters.keep(message, MessageQueue.CHUNKS, why)) {
            delivery.acknowledge();
        } else {
            tools.pause.sleep(GIVE_BACK_AFTER);
            delivery.giveBack();
        }
    }
}
