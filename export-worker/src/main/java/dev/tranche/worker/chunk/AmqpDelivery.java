package dev.tranche.worker.chunk;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.MessageProperties;

/** A delivery on a channel with manual acknowledgement and one message at a time. Thread-safe: the early acknowledgement is the timer's. */
final class AmqpDelivery implements Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(AmqpDelivery.class);

    private final Channel channel;
    private final long deliveryTag;
    private final String consumerTag;
    private boolean settled;
    private boolean early;

    AmqpDelivery(Channel channel, MessageProperties properties) {
        this.channel = channel;
        this.deliveryTag = properties.getDeliveryTag();
        this.consumerTag = Objects.requireNonNull(properties.getConsumerTag(), "a delivery to a consumer");
    }

    /** Something to say to the broker. */
    private interface Call {
        void make() throws IOException;
    }

    private void say(String what, Call call) {
        settled = true;
        try {
            call.make();
        } catch (IOException | ShutdownSignalException | AmqpException e) {
            LOG.debug(
                    "delivery {} of {} could not be {}: the broker gives it to others",
                    deliveryTag,
                    consumerTag,
                    what,
                    e);
        }
    }

    @Override
    public synchronized void acknowledge() {
        if (!settled) {
            say("acknowledged", () -> channel.basicAck(deliveryTag, false));
        }
    }

    @Override
    public synchronized boolean giveBack() {
        if (!settled) {
            say("given back", () -> channel.basicNack(deliveryTag, false, true));
        }
        return !early;
    }

    @Override
    public synchronized void acknowledgeEarly() {
        if (settled) {
            return;
        }
        LOG.info("consumer {} works on one message for long: acknowledging it early", consumerTag);
        early = true;
        say("acknowledged early", () -> {
            // First, so that the broker does not send the next message to wait unseen behind this one.
            channel.basicCancel(consumerTag);
            channel.basicAck(deliveryTag, false);
        });
    }

    /** Whether the consumer was cancelled and takes no further message as it is. */
    synchronized boolean wasEarly() {
        return early;
    }
}
