package dev.tranche.gateway.limit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of what callers may ask for. A number of 0 is no limit. What counts by token does not concern the anonymous callers of a
 * service without tokens.
 *
 * @param requestBody the largest body; a thousand long table names fit into the default, and nothing here needs more
 * @param requestTime in which a client must have sent a request: its head, and then its body
 * @param requestsPerMinute of one token at one gateway, at once or spread over the minute
 * @param liveJobsPerToken pending and running jobs that a token may have
 * @param liveJobsPerDatabase pending and running jobs that may be about one database, whoever started them
 */
@ConfigurationProperties("tranche.limits")
public record LimitSettings(
        @DefaultValue("1MB") DataSize requestBody,
        @DefaultValue("15s") Duration requestTime,
        @DefaultValue("3000") int requestsPerMinute,
        @DefaultValue("1000") int liveJobsPerToken,
        @DefaultValue("0") int liveJobsPerDatabase) {
    private static final DataSize SMALLEST_BODY = DataSize.ofKilobytes(1);
    private static final DataSize LARGEST_BODY = DataSize.ofMegabytes(16);
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST = 1_000_000;

    public LimitSettings {
        if (requestBody.compareTo(SMALLEST_BODY) < 0 || requestBody.compareTo(LARGEST_BODY) > 0) {
            throw new IllegalArgumentException(
                    "tranche.limits.request-body must be from 1KB to 16MB, but is " + requestBody.toBytes() + "B");
        }
        if (requestTime.compareTo(SHORTEST) < 0 || requestTime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "tranche.limits.request-time must be from 100ms to 10m, but is " + requestTime.toMillis() + "ms");
        }
        check("requests-per-minute", requestsPerMinute);
        check("live-jobs-per-token", liveJobsPerToken);
        check("live-jobs-per-database", liveJobsPerDatabase);
    }

    private static void check(String key, int number) {
        if (number < 0 || number > MOST) {
            throw new IllegalArgumentException(
                    "tranche.limits." + key + " must be from 0 (no limit) to " + MOST + ", but is " + number);
        }
    }

    /** In bytes. */
    int maxBodyBytes() {
        return Math.toIntExact(requestBody.toBytes());
    }
}
