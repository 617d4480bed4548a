package dev.tranche.messaging;

import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.QueuedMessage;
import java.io.Serial;
import org.springframework.core.NestedExceptionUtils;

/**
 * A message of which it is not known that the broker keeps it. A retry can always help; where nobody retries, repair sends
 * the message later (P11).
 */
public final class PublishFailed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** No connection or channel, or it was lost while the confirm was awaited: the message may have arrived. */
        CONNECTION,
        /** No confirm within the time allowed: the message may have arrived. */
        TIMEOUT,
        /** The broker refused it. */
        NACKED,
        /** There is no such queue. */
        UNROUTABLE,
        /** The broker takes no messages at the moment ({@link BrokerAlarm}): it was not sent, or may arrive when it does again. */
        BLOCKED
    }

    private final Reason reason;

    public PublishFailed(Reason reason, MessageQueue queue, QueuedMessage message, String found) {
        this(reason, queue, message.id(), found);
    }

    PublishFailed(Reason reason, MessageQueue queue, String id, String found) {
        super("publish of " + id + " to " + queue + " failed: " + found);
        this.reason = reason;
    }

    PublishFailed(Reason reason, MessageQueue queue, String id, Throwable cause) {
        this(reason, queue, id, NestedExceptionUtils.getMostSpecificCause(cause).toString());
        initCause(cause);
    }

    public Reason reason() {
        return reason;
    }
}
