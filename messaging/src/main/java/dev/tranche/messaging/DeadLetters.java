package dev.tranche.messaging;

import dev.tranche.model.message.MessageQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;

/**
 * Puts messages that nobody can read where they stay and are seen (P23). The listeners call it, from any thread, in place of a
 * rejection, which Broker-J answers by delivering the message again.
 */
public final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final ConfirmedSend send;

    DeadLetters(ConfirmedSend send) {
        this.send = send;
    }

    /** True once the dead queue of {@code from} keeps the message as it is, so that it may be acknowledged; else try again. */
    public boolean keep(Message message, MessageQueue from, Unparseable why) {
        var dead = from.deadLetters().orElseThrow();
        LOG.error("an unreadable message in {} goes to {}, where somebody must look: {}", from, dead, why.getMessage());
        try {
            send.send(dead, "an unreadable message", message);
            return true;
        } catch (PublishFailed e) {
            LOG.warn("{} did not take it yet: {}", dead, e.getMessage());
            return false;
        }
    }
}
