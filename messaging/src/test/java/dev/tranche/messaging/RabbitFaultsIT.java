package dev.tranche.messaging;

import dev.tranche.messaging.test.RabbitTestBroker;
import dev.tranche.messaging.test.TestBroker;

/** The faults on a real RabbitMQ. */
class RabbitFaultsIT extends BrokerFaultsContract {
    @Override
    TestBroker broker() {
        return RabbitTestBroker.shared();
    }
}
