package dev.tranche.engine.encode;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import tools.jackson.core.io.NumberOutput;

/**
 * Doubles as SQL that SQLite 3.40 and later read back to the same bits.
 *
 * <p>Readers before 3.43 compute {@code digits × 10^n} in the 64 bits of an x87 number and round twice, so a decimal that
 * lies close to the middle between two doubles comes back as the wrong one (the shortest form of about 1 in 12,500). Hence:
 * 15 digits where they name the double with room to spare; else 17 digits, which always lie clear of the middle; below
 * 1e-290, where those readers scale in two steps, an integer times powers of two, which no step can round.
 */
final class SqlReal {
    /** Every whole number below it is a double, and so few digits that any reader has it exactly. */
    private static final double WHOLE_NUMBERS_END = 0x1p53;

    /** Below it 17 digits take more than the 307 decimal places that SQLite 3.40 scales in one step. */
    private static final double DECIMALS_START = 1e-290;

    /** The square root of the least double: one factor of every tiny number. */
    private static final int TINY_FACTOR_EXPONENT = -537;

    private static final String TINY_FACTOR = "2.2227587494850775e-162";

    private static final int SHORT_DIGITS = 15;
    private static final int MAX_DIGITS = 17;
    private static final MathContext SEVENTEEN_DIGITS = new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN);

    /**
     * How far from the double a short form may lie, in halves of the gap to its neighbour: a reader that scales by an exact
     * power of ten is off by a thousandth of it, one that multiplies its powers up by two hundredths.
     */
    private static final double SAFE_WITH_EXACT_POWER = 0.99;

    private static final double SAFE_WITH_ANY_POWER = 0.9;

    /** The powers of ten that are doubles, so that a product with one has a known error. */
    private static final double[] EXACT_POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long MANTISSA_BITS = (1L << 52) - 1;

    private SqlReal() {}

    static void put(ByteSink out, double number) {
        if (Double.isNaN(number)) {
            throw new IllegalArgumentException("SQLite holds no NaN");
        }
        if (Double.doubleToRawLongBits(number) < 0) {
            out.put('-');
        }
        double d = Math.abs(number);
        if (Double.isInfinite(d)) {
            out.ascii("9e999");
        } else if (d < WHOLE_NUMBERS_END && d == (long) d) {
            out.decimal((long) d);
            out.ascii(".0");
        } else if (d < DECIMALS_START) {
            tiny(out, d);
        } else {
            decimal(out, d);
        }
    }

    private static void tiny(ByteSink out, double d) {
        long bits = Double.doubleToRawLongBits(d);
        long hiddenBit = d < Double.MIN_NORMAL ? 0 : MANTISSA_BITS + 1;
        long mantissa = (bits & MANTISSA_BITS) | hiddenBit;
        int exponent = Math.max(Math.getExponent(d), Double.MIN_EXPONENT) - 52;
        int zeros = Long.numberOfTrailingZeros(mantissa);
        out.decimal(mantissa >> zeros);
        out.put('*');
        seventeenDigits(out, Math.scalb(1.0, exponent + zeros - TINY_FACTOR_EXPONENT));
        out.put('*');
        out.ascii(TINY_FACTOR);
    }

    private static void decimal(ByteSink out, double d) {
        String shortest = NumberOutput.toString(d, true);
        long digits = 0;
        int places = 0;
        int exponent = 0;
        boolean fraction = false;
        for (int i = 0; i < shortest.length(); i++) {
            char c = shortest.charAt(i);
            if (c == 'E') {
                exponent = Integer.parseInt(shortest, i + 1, shortest.length(), 10);
                break;
            } else if (c == '.') {
                fraction = true;
            } else {
                digits = digits * 10 + (c - '0');
                places += fraction ? 1 : 0;
            }
        }
        places -= exponent;
        while (digits % 10 == 0) {
            digits /= 10;
            places--;
        }
        choose(out, d, digits, places);
    }

    /** {@code digits × 10^-places} is the shortest form of {@code d}. */
    private static void choose(ByteSink out, double d, long digits, int places) {
        int count = count(digits);
        if (count == MAX_DIGITS) {
            layOut(out, digits, count, places);
        } else if (places < 0 || places >= EXACT_POWERS_OF_TEN.length) {
            chooseExactly(out, d, digits, places);
        } else {
            double power = EXACT_POWERS_OF_TEN[places];
            double excess = excess(d, digits, power);
            if (count > SHORT_DIGITS) {
                trimmed(out, digits * 10 - Math.round(excess * 10), places + 1);
            } else if (Math.abs(excess) < halfGap(d) * SAFE_WITH_EXACT_POWER * power) {
                layOut(out, digits, count, places);
            } else {
                seventeenDigits(out, d);
            }
        }
    }

    /** The same without the shortcut, for very large and very small numbers. */
    private static void chooseExactly(ByteSink out, double d, long digits, int places) {
        int count = count(digits);
        double distance = BigDecimal.valueOf(digits, places)
                .subtract(new BigDecimal(d))
                .abs()
                .doubleValue();
        if (count <= SHORT_DIGITS && distance < halfGap(d) * SAFE_WITH_ANY_POWER) {
            layOut(out, digits, count, places);
        } else {
            seventeenDigits(out, d);
        }
    }

    private static double halfGap(double d) {
        return (d - Math.nextDown(d)) / 2;
    }

    /** {@code digits - d × power}, where both are close: the product in two doubles, so that nothing is lost. */
    private static double excess(double d, long digits, double power) {
        double product = d * power;
        double lost = Math.fma(d, power, -product);
        long whole = (long) product;
        return (digits - whole) - (product - whole) - lost;
    }

    private static void seventeenDigits(ByteSink out, double d) {
        BigDecimal rounded = new BigDecimal(d).round(SEVENTEEN_DIGITS);
        trimmed(out, rounded.unscaledValue().longValueExact(), rounded.scale());
    }

    private static void trimmed(ByteSink out, long allDigits, int allPlaces) {
        long digits = allDigits;
        int places = allPlaces;
        while (digits % 10 == 0) {
            digits /= 10;
            places--;
        }
        layOut(out, digits, count(digits), places);
    }

    private static int count(long digits) {
        int count = 1;
        for (long rest = digits / 10; rest > 0; rest /= 10) {
            count++;
        }
        return count;
    }

    /** With a point from 0.00001 to 17 whole digits, else with an exponent. */
    private static void layOut(ByteSink out, long digits, int count, int places) {
        int exponent = count - 1 - places;
        int start = out.size();
        if (exponent < -5 || exponent >= MAX_DIGITS) {
            out.decimal(digits);
            insertPoint(out, start + 1, count > 1);
            out.put('e');
            out.decimal(exponent);
        } else if (exponent < 0) {
            out.ascii("0.");
            zeros(out, -1 - exponent);
            out.decimal(digits);
        } else {
            out.decimal(digits);
            zeros(out, -places);
            insertPoint(out, start + exponent + 1, places > 0);
            if (places <= 0) {
                out.ascii(".0");
            }
        }
    }

    private static void insertPoint(ByteSink out, int at, boolean wanted) {
        if (wanted) {
            int after = out.size() - at;
            out.put('.');
            System.arraycopy(out.array(), at, out.array(), at + 1, after);
            out.array()[at] = '.';
        }
    }

    private static void zeros(ByteSink out, int count) {
        for (int i = 0; i < count; i++) {
            out.put('0');
        }
    }
}
