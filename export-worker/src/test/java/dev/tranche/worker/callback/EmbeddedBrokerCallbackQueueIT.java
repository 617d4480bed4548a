package dev.tranche.worker.callback;

import dev.tranche.messaging.test.EmbeddedTestBroker;
import dev.tranche.messaging.test.TestBroker;

/** Callbacks on the embedded broker. */
class EmbeddedBrokerCallbackQueueIT extends CallbackQueueContract {
    @Override
    TestBroker broker() {
        return EmbeddedTestBroker.shared();
    }
}
