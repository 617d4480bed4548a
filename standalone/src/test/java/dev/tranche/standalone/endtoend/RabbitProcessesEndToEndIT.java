package dev.tranche.standalone.endtoend;

import dev.tranche.messaging.test.RabbitTestBroker;
import dev.tranche.messaging.test.TestBroker;

/** Separate processes on a real RabbitMQ. */
class RabbitProcessesEndToEndIT extends ProcessesEndToEndSuite {
    @Override
    TestBroker broker() {
        return RabbitTestBroker.shared();
    }
}
