package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.model.store.Ending;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aJobThatCompletesIsToldWhenItsFileExpires() {
        assertThat(new Retention(Duration.ofDays(7)).completed(NOW))
                .isEqualTo(Ending.completed(NOW, Instant.parse("2026-01-08T00:00:00Z")));
    }

    @Test
    void zeroKeepsFilesForEver() {
        assertThat(new Retention(Duration.ZERO).completed(NOW)).isEqualTo(Ending.completed(NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT1S", "PT59M59S", "P36501D"})
    void whatIsTooShortOrTooLongIsRefusedByName(String retention) {
        assertThatThrownBy(() -> new Retention(Duration.parse(retention)))
                .hasMessageStartingWith("tranche.retention must be 1h to 36500d, or 0 to keep files for ever, was PT");
    }
}
