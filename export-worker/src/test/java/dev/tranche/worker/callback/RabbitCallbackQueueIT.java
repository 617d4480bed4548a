package dev.tranche.worker.callback;

import dev.tranche.messaging.test.RabbitTestBroker;
import dev.tranche.messaging.test.TestBroker;

/** Callbacks on a real RabbitMQ. */
class RabbitCallbackQueueIT extends CallbackQueueContract {
    @Override
    TestBroker broker() {
        return RabbitTestBroker.shared();
    }
}
