package dev.tranche.worker.chunk;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tranche.worker.*}: the size of a worker.
 *
 * @param concurrency how many chunks it works on at once
 */
@ConfigurationProperties("tranche.worker")
record CrewSettings(@DefaultValue("2") int concurrency) {
    private static final int MAX_CONCURRENCY = 64;

    CrewSettings {
        if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
            throw new IllegalArgumentException("tranche.worker.concurrency must be 1 to 64, was " + concurrency);
        }
    }
}
