package dev.tranche.model.store;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Who works on a step now: a random name that every delivery makes for itself, so that no later write of an older one is
 * taken for its own (P2). Also part of the name of what the delivery makes, such as a snapshot.
 */
public record Holder(String value) {
    private static final int RANDOM_BYTES = 8;

    public Holder {
        if (!value.matches("[0-9a-f]{16}")) {
            throw new IllegalArgumentException("a holder is 16 hexadecimal digits, not " + value);
        }
    }

    /** A name that no other delivery has. */
    public static Holder create(RandomGenerator random) {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new Holder(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return value;
    }
}
