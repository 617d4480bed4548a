package dev.tranche.messaging;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagingSettingsTest {
    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 99, 30_001})
    void aBoundThatMakesNoSenseIsRefusedByItsName(long millis) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessagingSettings(Duration.ofMillis(millis)))
                .withMessage("tranche.messaging.answer-within must be 100ms to 30s, was " + millis + "ms");
    }
}
