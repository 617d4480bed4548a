package dev.tranche.gateway.sync;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of tier 1.
 *
 * @param maxDuration how long one export may take, and with it how long its read transaction can keep SQLite from checkpointing
 *     the source's WAL, or its writers waiting where there is none (C2)
 */
@ConfigurationProperties("tranche.sync")
record SyncSettings(@DefaultValue("30s") Duration maxDuration) {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    SyncSettings {
        if (maxDuration.compareTo(SHORTEST) < 0 || maxDuration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "tranche.sync.max-duration must be from 100ms to 1h, but is " + maxDuration.toMillis() + "ms");
        }
    }
}
