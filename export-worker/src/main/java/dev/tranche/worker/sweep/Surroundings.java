package dev.tranche.worker.sweep;

import dev.tranche.messaging.BrokerUnavailable;
import dev.tranche.messaging.QueueDepths;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.object.ObjectStoreException;

/**
 * Whether broker and object store answer this sweeper: a job that cannot move because they are away is not stuck (P12). Thread-safe.
 */
final class Surroundings {
    private final QueueDepths queues;
    private final ObjectStore objects;

    Surroundings(QueueDepths queues, ObjectStore objects) {
        this.queues = queues;
        this.objects = objects;
    }

    boolean brokerAnswers() {
        try {
            queues.read();
            return true;
        } catch (BrokerUnavailable e) {
            return false;
        }
    }

    boolean objectStoreAnswers() {
        try {
            objects.check();
            return true;
        } catch (ObjectStoreException e) {
            return false;
        }
    }
}
