package dev.tranche.worker;

import dev.tranche.messaging.test.EmbeddedTestBroker;
import dev.tranche.messaging.test.TestBroker;

/** A worker on the embedded broker. */
class EmbeddedBrokerWorkerIT extends WorkerContract {
    @Override
    TestBroker broker() {
        return EmbeddedTestBroker.shared();
    }
}
