package dev.tranche.worker.callback;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that signs callbacks, as Standard Webhooks writes it: {@code whsec_} and base64. Shows itself to nobody. Thread-safe. */
final class WebhookSecret {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    /** Source: Standard Webhooks 1.0.0, "Signature scheme". */
    private static final int MIN_BYTES = 24;

    private static final int MAX_BYTES = 64;

    private final SecretKeySpec key;

    private WebhookSecret(byte[] bytes) {
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none; the message names the property and nothing of its value
     */
    static WebhookSecret parse(String text, String property) {
        var bytes = bytes(text, property);
        if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(property + " must have " + MIN_BYTES + " to " + MAX_BYTES
                    + " bytes behind " + PREFIX + ", but has " + bytes.length);
        }
        return new WebhookSecret(bytes);
    }

    private static byte[] bytes(String text, String property) {
        try {
            if (text.startsWith(PREFIX)) {
                return Base64.getDecoder().decode(text.substring(PREFIX.length()));
            }
        } catch (IllegalArgumentException e) {
            throw noSecret(property); // Without the cause, whose message shows a character of the secret.
        }
        throw noSecret(property);
    }

    private static IllegalArgumentException noSecret(String property) {
        return new IllegalArgumentException(property + " must be " + PREFIX + " and base64 behind it");
    }

    byte[] sign(byte[] content) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "WebhookSecret[***]";
    }
}
