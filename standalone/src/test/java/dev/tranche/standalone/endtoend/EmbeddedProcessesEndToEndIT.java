package dev.tranche.standalone.endtoend;

import dev.tranche.messaging.test.EmbeddedTestBroker;
import dev.tranche.messaging.test.TestBroker;

/** Separate processes on the broker that standalone embeds. */
class EmbeddedProcessesEndToEndIT extends ProcessesEndToEndSuite {
    @Override
    TestBroker broker() {
        return EmbeddedTestBroker.shared();
    }
}
