package dev.tranche.messaging;

import dev.tranche.messaging.test.EmbeddedTestBroker;
import dev.tranche.messaging.test.TestBroker;

/** The faults on the embedded broker. */
class EmbeddedBrokerFaultsIT extends BrokerFaultsContract {
    @Override
    TestBroker broker() {
        return EmbeddedTestBroker.shared();
    }
}
