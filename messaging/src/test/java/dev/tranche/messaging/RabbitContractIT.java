package dev.tranche.messaging;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.messaging.test.RabbitTestBroker;
import dev.tranche.messaging.test.TestBroker;
import dev.tranche.model.message.MessageQueue;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
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

    /** A deployment that changed a queue by hand must learn which, instead of "broker away". */
    @Test
    void aQueueThatWasDeclaredOtherwiseIsNamedByTheFailure() throws Exception {
        var odd = MessageQueue.CALLBACKS_RETRY_6H;
        try (var connection = broker.connect()) {
            var channel = connection.createChannel();
            channel.queueDelete(odd.queueName());
            channel.queueDeclare(odd.queueName(), true, false, false, Map.of());
            try (var second = MessagingApplication.start(broker)) {
                assertThatThrownBy(
                                () -> second.getBean(ConfirmedPublisher.class).publish(MessageQueue.CHUNKS, chunk(1)))
                        .isInstanceOf(PublishFailed.class)
                        .hasMessageContaining("PRECONDITION_FAILED")
                        .hasMessageContaining(odd.queueName());
            } finally {
                channel.queueDelete(odd.queueName());
                channel.queueDeclare(odd.queueName(), true, false, false, Topology.arguments(odd));
            }
        }
    }
}
