package dev.tranche.worker;

import dev.tranche.messaging.test.RabbitTestBroker;
import dev.tranche.messaging.test.TestBroker;

/** A worker on a real RabbitMQ. */
class RabbitWorkerIT extends WorkerContract {
    @Override
    TestBroker broker() {
        return RabbitTestBroker.shared();
    }
}
