package dev.tranche.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.message.MessageQueue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.amqp.core.Queue;

class TopologyTest {
    private static final List<String> DECLARED = Topology.declarables().getDeclarablesByType(Queue.class).stream()
            .map(Queue::getName)
            .toList();

    @Test
    void everyQueueIsDeclaredOnce() {
        assertThat(DECLARED).hasSameSizeAs(MessageQueue.values()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void aQueueIsDeclaredAfterTheOneItDeadLettersTo(MessageQueue queue) {
        queue.returnsTo()
                .or(queue::deadLetters)
                .ifPresent(target -> assertThat(DECLARED).containsSubsequence(target.queueName(), queue.queueName()));
    }

    @ParameterizedTest
    @EnumSource
    void everyQueueIsADurableQuorumQueue(MessageQueue queue) {
        assertThat(Topology.queue(queue).isDurable()).isTrue();
        assertThat(Topology.queue(queue).isExclusive()).isFalse();
        assertThat(Topology.queue(queue).isAutoDelete()).isFalse();
        assertThat(Topology.arguments(queue)).containsEntry("x-queue-type", "quorum");
    }

    /** The one map that both brokers read; changing a value of a queue that exists somewhere needs a new queue name. */
    @Test
    void thePauseBetweenTwoChunksHasExactlyTheseArguments() {
        assertThat(Topology.arguments(MessageQueue.CHUNKS_DELAY).toString().replace(", ", "\n"))
                .isEqualTo("""
                        {x-queue-type=quorum
                        x-dead-letter-exchange=
                        x-dead-letter-routing-key=tranche.chunks
                        x-dead-letter-strategy=at-least-once
                        x-overflow=reject-publish
                        alternateBinding={"destination":"tranche.chunks"}
                        x-message-ttl=100
                        maximumMessageTtl=100
                        expiryPolicy=ROUTE_TO_ALTERNATE}""");
    }

    @Test
    void whatAWorkQueueCannotDeliverGoesToItsDeadQueue() {
        assertThat(Topology.arguments(MessageQueue.CALLBACKS))
                .containsEntry("x-dead-letter-routing-key", "tranche.callbacks.dead")
                .doesNotContainKey("x-message-ttl");
        assertThat(Topology.arguments(MessageQueue.CALLBACKS_DEAD)).containsOnlyKeys("x-queue-type");
    }
}
