package dev.tranche.worker.callback;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Signs callbacks by every secret that is configured, so that receivers can change theirs one after the other. Source: Standard
 * Webhooks 1.0.0, "Webhook headers". Thread-safe.
 */
record WebhookSigner(List<WebhookSecret> secrets) {
    WebhookSigner {
        secrets = List.copyOf(secrets);
    }

    /** The value of {@code webhook-signature}, one signature for each secret in their order; empty without any. */
    Optional<String> sign(String id, Instant tryAt, String body) {
        var content = (id + "." + tryAt.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8);
        return secrets.isEmpty()
                ? Optional.empty()
                : Optional.of(secrets.stream()
                        .map(secret -> "v1," + Base64.getEncoder().encodeToString(secret.sign(content)))
                        .collect(Collectors.joining(" ")));
    }
}
