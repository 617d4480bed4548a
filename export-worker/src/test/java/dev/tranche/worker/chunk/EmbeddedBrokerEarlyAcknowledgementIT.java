package dev.tranche.worker.chunk;

import dev.tranche.messaging.test.EmbeddedTestBroker;
import dev.tranche.messaging.test.TestBroker;

/** The early acknowledgement on the embedded broker. */
class EmbeddedBrokerEarlyAcknowledgementIT extends EarlyAcknowledgementContract {
    @Override
    TestBroker broker() {
        return EmbeddedTestBroker.shared();
    }
}
