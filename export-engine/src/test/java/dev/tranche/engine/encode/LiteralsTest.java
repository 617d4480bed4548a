package dev.tranche.engine.encode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.CsvDialect;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One value in each dialect: the rules of quoting, by example (C11, C12, C50). {@code \xNN} is a byte. */
class LiteralsTest {
    private static final CsvText CSV = new CsvText(CsvDialect.RFC_4180);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // text     | SQL                              | JSON               | CSV
                "plain      | 'plain'                          | \"plain\"          | plain",
                "``         | ''                               | \"\"               | \"\"",
                "` sp `     | ' sp '                           | \" sp \"           | ` sp `",
                "it's       | 'it''s'                          | \"it's\"           | it's",
                "''         | ''''''                           | \"''\"             | ''",
                "a\"b       | 'a\"b'                           | \"a\\\"b\"         | \"a\"\"b\"",
                "a,b        | 'a,b'                            | \"a,b\"            | \"a,b\"",
                "a;b        | 'a;b'                            | \"a;b\"            | a;b",
                "a\\b       | 'a\\b'                           | \"a\\\\b\"         | a\\b",
                "a\\x0ab    | 'a\\x0ab'                        | \"a\\nb\"          | \"a\\x0ab\"",
                "a\\x0db    | CAST(X'610d62' AS TEXT)          | \"a\\rb\"          | \"a\\x0db\"",
                "\\x00      | CAST(X'00' AS TEXT)              | \"\\u0000\"        | \\x00",
                "\\x08\\x09 | '\\x08\\x09'                     | \"\\b\\t\"         | \\x08\\x09",
                "\\x0c\\x1f | '\\x0c\\x1f'                     | \"\\f\\u001f\"     | \\x0c\\x1f",
                "\\x7f      | '\\x7f'                          | \"\\x7f\"          | \\x7f",
                "é€😀       | 'é€😀'                           | \"é€😀\"           | é€😀",
                "\\xff      | CAST(X'ff' AS TEXT)              | \"\uFFFD\"         | \uFFFD",
                "\\xed\\xa0\\x80 | CAST(X'eda080' AS TEXT)     | \"\uFFFD\uFFFD\uFFFD\" | \uFFFD\uFFFD\uFFFD",
                "\\xff,\"   | CAST(X'ff2c22' AS TEXT)          | \"\uFFFD,\\\"\"    | \"\uFFFD,\"\"\"",
                "\\xef\\xbb\\xbfx | '\\xef\\xbb\\xbfx'         | \"\\xef\\xbb\\xbfx\" | \"\\xef\\xbb\\xbfx\"",
            })
    void textIsWrittenAs(String text, String sql, String json, String csv) {
        byte[] value = bytes(text);
        var out = new ByteSink(1);
        SqlLiteral.text(out, value, 0, value.length);
        assertThat(visible(out.toByteArray())).isEqualTo(visible(bytes(sql)));
        out.clear();
        assertThat(JsonText.text(out, value, 0, value.length))
                .isEqualTo(text.contains("\\xff") || text.contains("\\xed"));
        assertThat(visible(out.toByteArray())).isEqualTo(visible(bytes(json)));
        out.clear();
        var losses = new TextLosses();
        CSV.text(out, value, losses);
        assertThat(losses.replacedTexts() == 1).isEqualTo(text.contains("\\xff") || text.contains("\\xed"));
        assertThat(visible(out.toByteArray())).isEqualTo(visible(bytes(csv)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', X'', \"\", \"\"",
        "00, X'00', \"AA==\", AA==",
        "fffe, X'fffe', \"//4=\", //4=",
        "616263, X'616263', \"YWJj\", YWJj",
    })
    void aBlobIsWrittenAs(String hex, String sql, String json, String csv) {
        byte[] value = HexFormat.of().parseHex(hex);
        var out = new ByteSink(1);
        SqlLiteral.blob(out, value, 0, value.length);
        assertThat(visible(out.toByteArray())).isEqualTo(sql);
        out.clear();
        JsonText.blob(out, value, 0, value.length);
        assertThat(visible(out.toByteArray())).isEqualTo(json);
        out.clear();
        CSV.blob(out, value, 0, value.length);
        assertThat(visible(out.toByteArray())).isEqualTo(csv);
    }

    /** Longer than the stretches in which blobs are encoded, and no multiple of them. */
    @Test
    void aLongBlobIsWrittenWhole() {
        byte[] value = new byte[200_001];
        new Random(1).nextBytes(value);
        var out = new ByteSink(1);
        SqlLiteral.blob(out, value, 1, 200_000);
        String hex = HexFormat.of().formatHex(value, 1, 200_001);
        assertThat(visible(out.toByteArray())).isEqualTo("X'" + hex + "'");
        out.clear();
        CSV.blob(out, value, 1, 200_000);
        assertThat(Base64.getDecoder().decode(out.toByteArray())).isEqualTo(Arrays.copyOfRange(value, 1, 200_001));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0, 0.0",
        "-0.0, -0.0, -0.0",
        "3, 3.0, 3.0",
        "0.1, 0.1, 0.1",
        "2e23, 2.0E23, 2.0E23",
        "4.9e-324, 4.9E-324, 4.9E-324",
        "1.7976931348623157e308, 1.7976931348623157E308, 1.7976931348623157E308",
        "Infinity, 9e999, Inf",
        "-Infinity, -9e999, -Inf",
    })
    void aRealIsWrittenInJsonAndCsvAs(double number, String json, String csv) {
        var out = new ByteSink(1);
        JsonText.real(out, number);
        assertThat(visible(out.toByteArray())).isEqualTo(json);
        out.clear();
        CSV.real(out, number);
        assertThat(visible(out.toByteArray())).isEqualTo(csv);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "9007199254740993", "9223372036854775807", "-9223372036854775808"})
    void anIntegerIsWrittenExactlyInEveryDialect(long number) {
        var out = new ByteSink(1);
        SqlLiteral.integer(out, number);
        out.put(' ');
        JsonText.integer(out, number);
        out.put(' ');
        CSV.integer(out, number);
        assertThat(visible(out.toByteArray())).isEqualTo("%1$d %1$d %1$d".formatted(number));
    }

    private static byte[] bytes(String visible) {
        var out = new ByteSink(16);
        for (int i = 0; i < visible.length(); ) {
            if (visible.startsWith("\\x", i)) {
                out.put(HexFormat.fromHexDigits(visible, i + 2, i + 4));
                i += 4;
            } else {
                int next = visible.offsetByCodePoints(i, 1);
                out.put(visible.substring(i, next).getBytes(UTF_8));
                i = next;
            }
        }
        return out.toByteArray();
    }

    /** One character a byte, so that a failure shows which byte differs. */
    private static String visible(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
