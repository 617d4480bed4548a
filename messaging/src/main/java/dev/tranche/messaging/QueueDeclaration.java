package dev.tranche.messaging;

/**
 * Declares all queues, for who publishes as the first in a process that has just connected. A new connection declares them too, but
 * one that comes up while another is at it goes on without waiting, and what is published then has nowhere to go.
 */
public interface QueueDeclaration {
    /**
     * Returns when all queues are there. Twice is harmless.
     *
     * @throws BrokerUnavailable if the broker does not answer, or has a queue of ours with other arguments
     */
    void declare();
}
