package dev.tranche.messaging;

import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.QueuedMessage;
import dev.tranche.model.message.TraceHeaders;

/**
 * Sends messages that the broker has taken over when the call returns (P6). Gateway and worker call it from any thread. It
 * never tries again by itself: the caller decides, or repair does.
 */
public interface ConfirmedPublisher {
    /**
     * Returns when the message is confirmed and routed to {@code queue}, so that it survives whatever happens next.
     *
     * @throws PublishFailed if that is not known within a bounded time. The message may still have arrived; a second one
     *     does no harm (P1).
     */
    void publish(MessageQueue queue, QueuedMessage message, TraceHeaders trace);

    /** The same without a trace. */
    default void publish(MessageQueue queue, QueuedMessage message) {
        publish(queue, message, TraceHeaders.NONE);
    }
}
