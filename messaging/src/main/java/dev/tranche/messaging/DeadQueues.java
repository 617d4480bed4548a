package dev.tranche.messaging;

import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.QueuedMessage;
import java.util.function.Consumer;

/** Takes messages out of the dead queues again (P23). The sweeper calls it, from any thread. */
public interface DeadQueues {
    /** What a drain found: messages that were dealt with, and those that nobody can read, which stay. */
    record Drained(int handled, int unreadable) {}

    /**
     * Hands over what waits in a dead queue, each message once, at most {@code limit}; one that was handed over is acknowledged. A queue
     * that does not exist yet is empty.
     *
     * @param handler may throw; the message stays then, as do those behind it, and the exception comes through
     * @throws BrokerUnavailable if the broker does not answer
     * @throws PublishFailed if an unreadable message could not be put back; it stays where it was
     */
    Drained drain(MessageQueue deadQueue, int limit, Consumer<QueuedMessage> handler);
}
