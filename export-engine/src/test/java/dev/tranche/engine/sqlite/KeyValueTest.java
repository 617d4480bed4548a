package dev.tranche.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Keys are kept as type and bytes (P16). */
class KeyValueTest {
    @Test
    void aValueIsReadBackFromItsText() {
        for (KeyValue value : new KeyValue[] {
            KeyValue.integer(Long.MIN_VALUE),
            KeyValue.real(-0.0),
            KeyValue.text("é".getBytes(StandardCharsets.UTF_8)),
            KeyValue.text(new byte[] {(byte) 0xff, 0}),
            KeyValue.blob(new byte[0])
        }) {
            assertThat(KeyValue.parse(value.toString())).isEqualTo(value).hasSameHashCodeAs(value);
        }
        assertThat(KeyValue.text(new byte[] {'a'})).hasToString("t61");
    }

    @Test
    void sameBytesOfAnotherTypeAreAnotherValue() {
        assertThat(KeyValue.text(new byte[] {'a'}))
                .isNotEqualTo(KeyValue.blob(new byte[] {'a'}))
                .isNotEqualTo(KeyValue.text(new byte[] {'b'}))
                .isNotEqualTo("t61");
    }

    @Test
    void whatIsNoValueIsRefused() {
        for (String text : new String[] {"", "x00", "i00", "r", "t6", "tzz"}) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> KeyValue.parse(text));
        }
    }
}
