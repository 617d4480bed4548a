package dev.tranche.messaging;

import dev.tranche.messaging.test.EmbeddedTestBroker;
import dev.tranche.messaging.test.TestBroker;

/** The contract on the embedded broker. */
class EmbeddedBrokerContractIT extends MessagingContract {
    @Override
    TestBroker broker() {
        return EmbeddedTestBroker.shared();
    }
}
