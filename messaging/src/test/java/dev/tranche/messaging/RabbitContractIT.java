package dev.tranche.messaging;

import static org.assertj.core.api.Assertions.assertThat;
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

    /** RabbitMQ 4 allows 20 returns unless told otherwise, 3.10 any number; P23 takes care of what goes to the dead queue. */
    @Test
    void aMessageThatIsGivenBackAgainAndAgainIsNotLost() throws Exception {
        publisher.publish(MessageQueue.CHUNKS, chunk(1));
        int returns = 0;
        try (var connection = broker.connect()) {
            var channel = connection.createChannel();
            for (; returns < 30; returns++) {
                var got = channel.basicGet(MessageQueue.CHUNKS.queueName(), false);
                if (got == null) {
                    break;
                }
                channel.basicNack(got.getEnvelope().getDeliveryTag(), false, true);
            }
        }

        System.out.printf("%s, returns of one message before it is dead: %s%n", broker.product(), returns);
        var where = returns == 30 ? MessageQueue.CHUNKS : MessageQueue.CHUNKS_DEAD;
        try (var inbox = Inbox.of(broker, where)) {
            assertThat(inbox.take().body()).contains("\"step\":1");
        }
    }
}
