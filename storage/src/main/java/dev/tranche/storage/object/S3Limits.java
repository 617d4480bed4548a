package dev.tranche.storage.object;

import java.time.Duration;

/**
 * How long and how often S3 is tried (P12).
 *
 * @param attempts of one call, the first included
 * @param attempt one attempt, a whole part included
 * @param call all attempts of a call with the waits between them; also ends a read that stands still
 * @param complete the same for Complete, which may take S3 minutes while it says nothing
 */
record S3Limits(int attempts, Duration attempt, Duration call, Duration complete) {
    static final S3Limits DEFAULT =
            new S3Limits(3, Duration.ofSeconds(30), Duration.ofSeconds(100), Duration.ofMinutes(3));
}
