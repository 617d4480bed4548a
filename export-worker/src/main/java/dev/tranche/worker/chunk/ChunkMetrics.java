package dev.tranche.worker.chunk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** What is measured of chunks (C61), by the names that Prometheus shows. Thread-safe. */
final class ChunkMetrics {
    private final MeterRegistry registry;
    private final Timer parts;
    private final Timer gaps;
    private final Counter bytes;
    private final Counter deaths;

    ChunkMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.parts = Timer.builder("tranche.part")
                .description("Storing one part")
                .publishPercentileHistogram()
                .register(registry);
        this.gaps = Timer.builder("tranche.chunk.gap")
                .description("From the commit of a chunk to the claim of the next one")
                .publishPercentileHistogram()
                .register(registry);
        this.bytes = Counter.builder("tranche.part.bytes")
                .description("Bytes of the parts stored")
                .baseUnit("bytes")
                .register(registry);
        this.deaths = Counter.builder("tranche.chunk.deaths")
                .description("Claims that replaced a holder which had fallen silent")
                .register(registry);
    }

    /** Times the storing of a part and counts its bytes if it succeeds. */
    <T> T timePart(long partBytes, Supplier<T> storing) {
        T stored = parts.record(storing);
        bytes.increment((double) partBytes);
        return stored;
    }

    /** A delivery is over that had a claim. {@code outcome} is a word of a fixed list. */
    void chunk(String outcome, Duration time) {
        Timer.builder("tranche.chunk")
                .description("One delivery, from its arrival to its acknowledgement")
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .register(registry)
                .record(time);
    }

    /** The pause between two chunks of a job, measured (C51). */
    void gap(Duration time) {
        gaps.record(time);
    }

    /** An attempt failed. {@code cause} is a word of a fixed list. */
    void failure(String cause) {
        Counter.builder("tranche.chunk.failures")
                .description("Attempts that failed, by what failed them")
                .tag("cause", cause)
                .register(registry)
                .increment();
    }

    /** A worker died at work. */
    void death() {
        deaths.increment();
    }
}
