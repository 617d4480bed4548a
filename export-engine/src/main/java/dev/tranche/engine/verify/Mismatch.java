package dev.tranche.engine.verify;

/** Carries the first difference from the reader that found it to {@link Verification}, which catches it. */
final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Difference difference;

    Mismatch(Difference.Where where, String expected, String found) {
        this(new Difference(where, expected, found));
    }

    private Mismatch(Difference difference) {
        super(difference.toString());
        this.difference = difference;
    }

    Difference difference() {
        return difference;
    }
}
