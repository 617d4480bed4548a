package dev.tranche.model.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MessageQueueTest {
    /** P10: 1 s, 10 s, then 60 s; never a queue that would return the message before it can be claimed. */
    @ParameterizedTest
    @CsvSource({
        "PT-5S, tranche.chunks.retry.1s",
        "PT0S, tranche.chunks.retry.1s",
        "PT1S, tranche.chunks.retry.1s",
        "PT1.001S, tranche.chunks.retry.10s",
        "PT10S, tranche.chunks.retry.10s",
        "PT11S, tranche.chunks.retry.60s",
        "PT24H, tranche.chunks.retry.60s"
    })
    void aChunkWaitsInTheShortestQueueThatIsNotTooEarly(Duration delay, String queueName) {
        assertThat(MessageQueue.chunkRetryAfter(delay)).hasToString(queueName);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, tranche.callbacks.retry.5s",
        "PT6S, tranche.callbacks.retry.1m",
        "PT10M, tranche.callbacks.retry.10m",
        "PT11M, tranche.callbacks.retry.1h",
        "PT2H, tranche.callbacks.retry.6h",
        "PT24H, tranche.callbacks.retry.6h"
    })
    void aCallbackWaitsInTheShortestQueueThatIsNotTooEarly(Duration delay, String queueName) {
        assertThat(MessageQueue.callbackRetryAfter(delay)).hasToString(queueName);
    }

    @ParameterizedTest
    @EnumSource
    void theWaitIsPartOfTheName(MessageQueue queue) {
        queue.ttl().ifPresent(ttl -> {
            var lastWord = queue.queueName().substring(queue.queueName().lastIndexOf('.') + 1);
            var iso = lastWord.endsWith("ms")
                    ? "PT" + Integer.parseInt(lastWord.replace("ms", "")) / 1000.0 + "S"
                    : "PT" + lastWord.toUpperCase(Locale.ROOT);
            assertThat(Duration.parse(iso)).isEqualTo(ttl);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aQueueIsFoundByItsName(MessageQueue queue) {
        assertThat(MessageQueue.find(queue.queueName())).contains(queue);
        assertThat(MessageQueue.find(queue.queueName() + ".x")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aQueueThatHoldsMessagesForATimeReturnsThemToAWorkQueueOfItsKind(MessageQueue queue) {
        assertThat(queue.ttl().isPresent()).isEqualTo(queue.returnsTo().isPresent());
        queue.returnsTo().ifPresent(work -> {
            assertThat(queue.queueName()).startsWith(work.queueName());
            assertThat(work.deadLetters()).isPresent();
        });
    }
}
