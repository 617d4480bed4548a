package dev.tranche.model.checksum;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A SHA-256 digest as 64 lower-case hexadecimal digits, the form in checkpoints and manifests (P19, C43). */
public record Sha256(String hex) {
    private static final Pattern GRAMMAR = Pattern.compile("[0-9a-f]{64}");

    public Sha256 {
        if (!GRAMMAR.matcher(hex).matches()) {
            throw new IllegalArgumentException("a SHA-256 digest has 64 lower-case hexadecimal digits, not " + hex);
        }
    }

    /** The digest that {@code digest} has gathered; resets it. */
    public static Sha256 from(MessageDigest digest) {
        return new Sha256(HexFormat.of().formatHex(digest.digest()));
    }

    /** The digest of the remaining bytes, whose position moves to the limit. */
    public static Sha256 of(ByteBuffer bytes) {
        var digest = newDigest();
        digest.update(bytes);
        return from(digest);
    }

    /** The digest of the whole array. */
    public static Sha256 of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes));
    }

    /** An empty digest to feed piece by piece and hand to {@link #from}. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
