package dev.tranche.standalone.endtoend;

import dev.tranche.messaging.test.EmbeddedTestBroker;
import dev.tranche.messaging.test.TestBroker;
import org.junit.jupiter.api.Tag;

/** Separate processes on the broker that standalone embeds. */
@Tag("long")
class EmbeddedProcessesEndToEndIT extends ProcessesEndToEndSuite {
    @Override
    TestBroker broker() {
        return EmbeddedTestBroker.shared();
    }
}
