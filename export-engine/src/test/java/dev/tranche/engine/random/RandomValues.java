package dev.tranche.engine.random;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Values of every storage class: the extremes of each, ordinary ones, and noise. */
final class RandomValues {
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "A",
            "a ",
            " a",
            "é",
            "😀",
            "it's",
            "''",
            "\"",
            "line\nend",
            "cr\rlf\r\n",
            "\r\n",
            "\u0000",
            "nul\u0000in",
            "\uFEFFbom",
            "bom\uFEFF",
            "\uFFFE",
            "\uFFFF",
            "12",
            "-0",
            "1e3",
            "0x10",
            "NULL",
            "; DROP TABLE x; --",
            "/* open",
            "\n.quit\n",
            "\n/\ngo\n",
            "\\n",
            "\t",
            "\u001a",
            "\u0085\u2028",
            "9223372036854775807",
            "1.0");
    private static final List<String> NO_TEXTS = List.of(
            "ff",
            "c0af",
            "eda080",
            "6180",
            "fffe",
            "feff",
            "fffe6100",
            "feff0061",
            "00d8",
            "d800",
            "3dd8",
            "00",
            "efbbbf",
            "f4908080");
    private static final long[] INTEGERS = {
        0,
        1,
        -1,
        127,
        -128,
        32_768,
        1L << 23,
        1L << 31,
        1L << 47,
        (1L << 53) + 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1
    };
    private static final double[] REALS = {
        0.0,
        -0.0,
        1.0,
        -1.5,
        0.1,
        0.30000000000000004,
        1e15,
        1e16,
        0x1p57,
        1.9999999999999998e23,
        1e22,
        8.41,
        90 * Double.MIN_VALUE,
        4.9e-322,
        1e-300,
        2.2250738585072014e-308,
        Double.MIN_NORMAL - Double.MIN_VALUE,
        1.7976931348623157e308,
        0x1p53,
        0x1p63,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    private final Random random;

    RandomValues(Random random) {
        this.random = random;
    }

    /** What stands for the next value in a statement: bytes in a CAST become text as they are, in any encoding. */
    String placeholder() {
        return random.nextInt(4) == 0 ? "CAST(? AS TEXT)" : "?";
    }

    void bind(PreparedStatement statement, int index, String placeholder) throws SQLException {
        if (placeholder.startsWith("CAST")) {
            statement.setBytes(index, bytes());
            return;
        }
        switch (random.nextInt(8)) {
            case 0 -> statement.setLong(index, random.nextInt(200) - 50);
            case 1 -> statement.setLong(index, integer());
            case 2 -> statement.setDouble(index, random.nextInt(100) / 8.0);
            case 3 -> statement.setDouble(index, real());
            case 4 -> statement.setBytes(index, bytes());
            case 5 -> statement.setObject(index, null);
            default -> statement.setString(index, text());
        }
    }

    /** A rowid: mostly the next ones, now and then from far away. */
    long rowid() {
        return random.nextInt(12) == 0 ? integer() : random.nextInt(300) - 30;
    }

    long integer() {
        return random.nextBoolean() ? INTEGERS[random.nextInt(INTEGERS.length)] : random.nextLong();
    }

    private double real() {
        double noise = Double.longBitsToDouble(random.nextLong());
        return switch (random.nextInt(3)) {
            case 0 -> noise;
            case 1 -> random.nextInt(1_000_000) / 100.0;
            default -> REALS[random.nextInt(REALS.length)];
        };
    }

    String text() {
        return TEXTS.get(random.nextInt(TEXTS.size())).repeat(1 + random.nextInt(2));
    }

    private byte[] bytes() {
        return switch (random.nextInt(6)) {
            case 0 -> noise(random.nextInt(40));
            case 1 -> HexFormat.of().parseHex(NO_TEXTS.get(random.nextInt(NO_TEXTS.size())));
            case 2 -> random.nextInt(8) == 0 ? noise(random.nextInt(9000)) : new byte[0];
            default -> text().getBytes(StandardCharsets.UTF_8);
        };
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }
}
