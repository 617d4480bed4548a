package dev.tranche.worker.sweep;

import dev.tranche.messaging.BrokerAlarm;
import dev.tranche.messaging.BrokerUnavailable;
import dev.tranche.messaging.QueueDepths;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.object.ObjectStoreException;

/**
 * Whether broker and object store can be worked with: a job that cannot move because they are away is not stuck (P12). Thread-safe.
 */
final class Surroundings {
    private final QueueDepths queues;
    private final BrokerAlarm alarm;
    private final ObjectStore objects;

    Surroundings(QueueDepths queues, BrokerAlarm alarm, ObjectStore objects) {
        this.queues = queues;
        this.alarm = alarm;
        this.objects = objects;
    }

    /** Not only that it answers, for a repair that nobody can send only puts off the next one. */
    boolean brokerTakesMessages() {
        try {
            queues.read();
            return alarm.reason().isEmpty();
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
