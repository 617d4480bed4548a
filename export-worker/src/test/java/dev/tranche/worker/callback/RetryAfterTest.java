package dev.tranche.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C58: what a busy receiver asks for. */
class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2024-01-01T17:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|PT0S",
                "7|PT7S",
                " 120 |PT2M",
                "21600|PT6H",
                "21601|PT6H",
                "99999999999999999999|PT6H",
                "Mon, 01 Jan 2024 17:01:00 GMT|PT1M",
                "Monday, 01-Jan-24 17:01:00 GMT|PT1M",
                "Mon Jan  1 17:01:00 2024|PT1M",
                "Mon, 01 Jan 2024 16:59:00 GMT|PT0S",
                "Thu, 01 Jan 2099 00:00:00 GMT|PT6H",
                "-5|PT0S",
                "1.5|PT0S",
                "soon|PT0S",
                "''|PT0S"
            })
    void secondsAndDatesAreReadAndBounded(String value, Duration expected) {
        assertThat(RetryAfter.parse(value, NOW)).isEqualTo(expected);
    }

    @Test
    void noHeaderAsksForNothing() {
        assertThat(RetryAfter.parse(null, NOW)).isZero();
    }
}
