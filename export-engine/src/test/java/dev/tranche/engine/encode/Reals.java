package dev.tranche.engine.encode;

import java.util.Random;

/** Doubles that hurt: all bits, all exponents, denormals, neighbours of powers of two and ten, prices, extremes. */
final class Reals {
    private static final double[] EXTREMES = {
        0,
        -0.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        3,
        1e15,
        1e16,
        1e17,
        0x1p53 - 1,
        0x1p53,
        0x1p53 + 2,
        0.1 + 0.2,
        1e22,
        Double.parseDouble("1e23"),
        Double.parseDouble("2e23"),
        1e-290,
        Math.nextDown(1e-290),
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    private final Random random;

    Reals(long seed) {
        random = new Random(seed);
    }

    double next() {
        double d = switch (random.nextInt(10)) {
            case 0, 1 -> Double.longBitsToDouble(random.nextLong());
            case 2 -> random.nextDouble();
            case 3 -> random.nextInt(100_000_000) / 100.0;
            case 4 -> Double.longBitsToDouble(random.nextLong() & 0x800fffffffffffffL);
            case 5 -> Math.scalb(1 + random.nextDouble(), -960 - random.nextInt(63));
            case 6 -> random.nextLong();
            case 7 -> near(Math.scalb(1.0, random.nextInt(2098) - 1074));
            case 8 -> near(Double.parseDouble((1 + random.nextInt(999)) + "e" + (random.nextInt(640) - 330)));
            default -> EXTREMES[random.nextInt(EXTREMES.length)];
        };
        return Double.isNaN(d) ? next() : d;
    }

    private double near(double d) {
        return switch (random.nextInt(3)) {
            case 0 -> d;
            case 1 -> Math.nextDown(d);
            default -> Math.nextUp(d);
        };
    }
}
