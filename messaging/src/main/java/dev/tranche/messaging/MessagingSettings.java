package dev.tranche.messaging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is configured of messaging beside the connection ({@code spring.rabbitmq.*}).
 *
 * @param answerWithin how long anybody waits for one answer of the broker, and a publish for its confirm. The default is
 *     longer than a quorum queue needs to find a new leader.
 */
@ConfigurationProperties("tranche.messaging")
record MessagingSettings(@DefaultValue("5s") Duration answerWithin) {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    MessagingSettings {
        if (answerWithin.compareTo(SHORTEST) < 0 || answerWithin.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "tranche.messaging.answer-within must be 100ms to 30s, was " + answerWithin.toMillis() + "ms");
        }
    }
}
