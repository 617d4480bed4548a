package dev.tranche.engine.encode;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The buffer under every encoder. */
class ByteSinkTest {
    @Test
    void everyKindOfAppendGrowsAnEmptySink() {
        assertThat(text(out -> out.put('a'))).isEqualTo("a");
        assertThat(text(out -> out.put(new byte[] {'a', 'b'}))).isEqualTo("ab");
        assertThat(text(out -> out.put(new byte[] {'a', 'b', 'c'}, 1, 1))).isEqualTo("b");
        assertThat(text(out -> out.ascii("word"))).isEqualTo("word");
        assertThat(text(out -> out.decimal(Long.MIN_VALUE))).isEqualTo("-9223372036854775808");
        assertThat(text(out -> out.littleEndian(0x64636261, 4))).isEqualTo("abcd");
    }

    @Test
    void aClearedSinkStartsAnewInTheSameMemory() {
        var out = new ByteSink(4);
        out.ascii("abcd");
        byte[] memory = out.array();
        out.clear();
        out.ascii("xy");
        assertThat(out.toByteArray()).isEqualTo(new byte[] {'x', 'y'});
        assertThat(out.array()).isSameAs(memory);
    }

    @Test
    void whatNoArrayHoldsIsRefusedWithItsSize() {
        var out = new ByteSink(1);
        out.put('x');
        assertThatExceptionOfType(RowTooLong.class)
                .isThrownBy(() -> out.room(Integer.MAX_VALUE))
                .withMessageContaining("2147483648 bytes");
    }

    private static String text(Consumer<ByteSink> append) {
        var out = new ByteSink(0);
        append.accept(out);
        append.accept(out);
        String twice = new String(out.toByteArray(), US_ASCII);
        assertThat(twice).hasSize(out.size());
        String once = twice.substring(0, twice.length() / 2);
        assertThat(twice).isEqualTo(once + once);
        return once;
    }
}
