package dev.tranche.worker.chunk;

import dev.tranche.model.store.Ending;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tranche.retention}: how long the file of a completed job is kept. It is written into the job when that completes, so that a
 * file stays as long as its caller was told, whatever is configured later.
 *
 * @param retention from 1h on; 0 keeps files for ever
 */
@ConfigurationProperties("tranche")
record Retention(@DefaultValue("7d") Duration retention) {
    /** Longer than what P9 waits for calls in flight, after which nothing can make the object again. */
    private static final Duration SHORTEST = Duration.ofHours(1);

    /** Keeps times within what every store can hold. */
    private static final Duration LONGEST = Duration.ofDays(100 * 365);

    Retention {
        boolean keeps = retention.isZero();
        if (!keeps && (retention.compareTo(SHORTEST) < 0 || retention.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException(
                    "tranche.retention must be 1h to 36500d, or 0 to keep files for ever, was " + retention);
        }
    }

    /** How a job ends that completes now. */
    Ending completed(Instant now) {
        return retention.isZero() ? Ending.completed(now) : Ending.completed(now, now.plus(retention));
    }
}
