package dev.tranche.gateway.watch;

import dev.tranche.model.job.JobStatus;
import dev.tranche.model.store.JobStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/** {@code tranche.jobs} by status (C61): one question to the job store a scrape, NaN while it does not answer. */
final class JobMeters implements MeterBinder {
    private final Recent<Map<JobStatus, Long>> counts;

    JobMeters(JobStore jobs, Duration maxAge, LongSupplier nanoTime) {
        this.counts = new Recent<>(jobs::countByStatus, maxAge, nanoTime);
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (JobStatus status : JobStatus.values()) {
            Gauge.builder("tranche.jobs", () -> count(status))
                    .description("Jobs in the job store")
                    .tag("status", status.wireName())
                    .register(meters);
        }
    }

    private double count(JobStatus status) {
        return counts.find().map(c -> c.getOrDefault(status, 0L).doubleValue()).orElse(Double.NaN);
    }
}
