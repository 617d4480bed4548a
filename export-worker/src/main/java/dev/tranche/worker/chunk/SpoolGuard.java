package dev.tranche.worker.chunk;

import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.JobStoreException;
import dev.tranche.worker.spool.DeploymentMark;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Says whether the spool folder is the one of the job store (P22): to the consumers, and as component {@code spool} of the health
 * page. Thread-safe.
 */
final class SpoolGuard implements HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolGuard.class);

    private final JobStore jobs;
    private final DeploymentMark mark;
    private volatile String lastReason = "";

    SpoolGuard(JobStore jobs, DeploymentMark mark) {
        this.jobs = jobs;
        this.mark = mark;
    }

    /** Whether a worker may work in it now. A job store that is away leaves it as it was; its own health says so. */
    boolean isUsable() {
        try {
            var reason = reason(mark.look(jobs.deploymentId()));
            if (!reason.equals(lastReason) && !reason.isEmpty()) {
                LOG.error("no chunk is taken: {}", reason);
            }
            lastReason = reason;
            return reason.isEmpty();
        } catch (JobStoreException e) {
            LOG.debug("the job store does not say whose the spool folder is", e);
            return lastReason.isEmpty();
        }
    }

    private static String reason(DeploymentMark.State state) {
        return switch (state) {
            case OURS -> "";
            case UNMARKED ->
                "the spool folder has no .tranche-deployment: is the share mounted? A new folder is made ready by"
                        + " export-worker --init-spool";
            case FOREIGN -> "the spool folder belongs to another job store";
            case NO_FOLDER -> "the spool folder is not there or cannot be read";
        };
    }

    @Override
    public Health health() {
        return isUsable()
                ? Health.up().build()
                : Health.down().withDetail("reason", lastReason).build();
    }
}
