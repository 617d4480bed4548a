package dev.tranche.worker.sweep;

import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cleans up after ended jobs whose cleaning is due, the first or the second one (P9). */
final class CleaningSweep implements Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(CleaningSweep.class);

    private static final int AT_ONCE = 100;

    private final JobStore jobs;
    private final Cleaner cleaner;
    private final SweepMetrics metrics;

    CleaningSweep(JobStore jobs, Cleaner cleaner, SweepMetrics metrics) {
        this.jobs = jobs;
        this.cleaner = cleaner;
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return "cleaning";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void run() {
        for (Job job : jobs.dueForCleaning(jobs.now(), AT_ONCE)) {
            clean(job);
        }
    }

    /** One job that cannot be cleaned now keeps nobody else from it. */
    private void clean(Job job) {
        try {
            cleaner.clean(job);
            metrics.cleaned();
        } catch (ObjectStoreException | UncheckedIOException e) {
            LOG.atWarn().addKeyValue("job", job.id()).log("not cleaned yet: {}", e.getMessage());
        }
    }
}
