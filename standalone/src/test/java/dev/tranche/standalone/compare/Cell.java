package dev.tranche.standalone.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One value of the source, and what each format must say of it.
 *
 * @param value Integer, Long, Double, String, byte[] or null, as the driver gives it
 */
public record Cell(String column, @Nullable Object value) {
    /** Compares with the JSON value that the parser stands on. */
    void assertIs(JsonParser parser, String where) {
        JsonToken token = parser.currentToken();
        if (value == null) {
            assertThat(token).as(where).isEqualTo(JsonToken.VALUE_NULL);
        } else if (value instanceof Double real) {
            assertThat(Double.doubleToLongBits(Double.parseDouble(parser.getString())))
                    .as(where)
                    .isEqualTo(Double.doubleToLongBits(real));
        } else if (value instanceof Number integer) {
            assertThat(parser.getLongValue()).as(where).isEqualTo(integer.longValue());
        } else {
            assertThat(parser.getString()).as(where).isEqualTo(text());
        }
    }

    /** Compares with the field of a CSV file; null for one that is empty and not quoted. */
    void assertIs(@Nullable String field, String where) {
        if (value == null) {
            assertThat(field).as(where).isNull();
        } else if (value instanceof Double real) {
            assertThat(Double.parseDouble(String.valueOf(field))).as(where).isEqualTo(real);
        } else {
            assertThat(field).as(where).isEqualTo(text());
        }
    }

    private String text() {
        return value instanceof byte[] blob ? Base64.getEncoder().encodeToString(blob) : String.valueOf(value);
    }

    /** Whether both are the same value of the same type; texts by what they say, reals by their bits. */
    boolean isSameAs(Cell other) {
        if (value instanceof byte[] mine && other.value instanceof byte[] theirs) {
            return Arrays.equals(mine, theirs);
        }
        return String.valueOf(value).equals(String.valueOf(other.value))
                && (value == null
                        ? other.value == null
                        : other.value != null && value.getClass() == other.value.getClass());
    }

    @Override
    public String toString() {
        return column + "="
                + (value instanceof byte[] blob ? "x" + HexFormat.of().formatHex(blob) : value);
    }
}
