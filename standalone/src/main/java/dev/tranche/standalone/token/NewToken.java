package dev.tranche.standalone.token;

import dev.tranche.model.checksum.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** A bearer token that nobody has seen yet. */
record NewToken(String text) {
    /** What 256 bits are worth: nobody guesses one, so a plain hash is enough to keep it by. */
    private static final int RANDOM_BYTES = 32;

    /** By which a scanner, or a person, knows what leaked. */
    private static final String PREFIX = "tranche_";

    /** {@code secureRandom} must be one that cannot be foretold. */
    static NewToken draw(RandomGenerator secureRandom) {
        var bytes = new byte[RANDOM_BYTES];
        secureRandom.nextBytes(bytes);
        return new NewToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** All that the gateway is told. */
    Sha256 hash() {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "NewToken[***]";
    }
}
