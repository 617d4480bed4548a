package dev.tranche.messaging;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.messaging.test.RabbitTestBroker;
import dev.tranche.messaging.test.TestBroker;
import dev.tranche.model.message.MessageQueue;
import java.io.IOException;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/** The contract on a real RabbitMQ, and what only it can do. */
class RabbitContractIT extends MessagingContract {
    @Override
    TestBroker broker() {
        return RabbitTestBroker.shared();
    }

    @Test
    void everyQueueIsAQuorumQueue() throws Exception {
        for (MessageQueue queue : MessageQueue.values()) {
            try (var connection = broker.connect()) {
                var channel = connection.createChannel();
                var arguments = new HashMap<>(Topology.arguments(queue));
                arguments.put("x-queue-type", "classic");
                assertThatThrownBy(() -> channel.queueDeclare(queue.queueName(), true, false, false, arguments))
                        .isInstanceOf(IOException.class)
                        .rootCause()
                        .hasMessageContaining("PRECONDITION_FAILED")
                        .hasMessageContaining("'x-queue-type'")
                        .hasMessageContaining("'quorum'");
            }
        }
    }
}
