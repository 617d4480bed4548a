package dev.tranche.messaging;

import dev.tranche.model.message.MessageQueue;
import java.util.Map;

/** How much waits where, for metrics and health. Any thread; asks the broker at each call. */
public interface QueueDepths {
    /**
     * What a queue holds now.
     *
     * @param messages ready ones on RabbitMQ; on the embedded broker also those that are delivered and not acknowledged
     * @param consumers the consumers of this queue on all machines
     */
    record Depth(long messages, int consumers) {}

    /**
     * All queues of ours, in the order of the enum. One that does not exist yet is absent.
     *
     * @throws BrokerUnavailable if the broker does not answer
     */
    Map<MessageQueue, Depth> read();
}
