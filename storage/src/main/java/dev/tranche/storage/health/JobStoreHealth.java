package dev.tranche.storage.health;

import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.JobStoreException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Component {@code jobStore}. The page is public, so it says that something is wrong and the log says what. */
final class JobStoreHealth implements HealthIndicator {
    private final JobStore jobs;

    JobStoreHealth(JobStore jobs) {
        this.jobs = jobs;
    }

    @Override
    public Health health() {
        try {
            jobs.check();
            return Health.up().build();
        } catch (JobStoreException e) {
            return Health.down()
                    .withDetail("reason", "the job store does not answer")
                    .build();
        }
    }
}
