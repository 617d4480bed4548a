package dev.tranche.worker.chunk;

import dev.tranche.messaging.test.RabbitTestBroker;
import dev.tranche.messaging.test.TestBroker;

/** The early acknowledgement on a real RabbitMQ. */
class RabbitEarlyAcknowledgementIT extends EarlyAcknowledgementContract {
    @Override
    TestBroker broker() {
        return RabbitTestBroker.shared();
    }
}
