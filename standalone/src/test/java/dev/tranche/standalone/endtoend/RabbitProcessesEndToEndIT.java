package dev.tranche.standalone.endtoend;

import dev.tranche.messaging.test.RabbitTestBroker;
import dev.tranche.messaging.test.TestBroker;
import org.junit.jupiter.api.Tag;

/** Separate processes on a real RabbitMQ. */
@Tag("long")
class RabbitProcessesEndToEndIT extends ProcessesEndToEndSuite {
    @Override
    TestBroker broker() {
        return RabbitTestBroker.shared();
    }
}
