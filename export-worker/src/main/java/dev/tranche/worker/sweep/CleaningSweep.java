package dev.tranche.worker.sweep;

import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cleans up after ended jobs whose cleaning is due, the first or the second one (P9), and deletes objects that expired. */
final class CleaningSweep implements Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(CleaningSweep.class);

    static final int AT_ONCE = 100;

    /** Until what could not be removed is tried again; meanwhile the others have their turn. */
    static final Duration AGAIN_AFTER = Duration.ofMinutes(1);

    /** The same for objects that expired, of which a store that refuses us makes more and more, and none is urgent. */
    private static final Duration EXPIRY_AGAIN_AFTER = Duration.ofHours(1);

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

    /** Jobs that cannot be cleaned now, however many, keep nobody else from it. */
    private void clean(Job job) {
        try {
            cleaner.clean(job);
            metrics.cleaned();
        } catch (ObjectStoreException | UncheckedIOException e) {
            LOG.atWarn().addKeyValue("job", job.id()).log("not cleaned yet: {}", e.getMessage());
            var wait = job.aftermath().isCleaned() ? EXPIRY_AGAIN_AFTER : AGAIN_AFTER;
            jobs.cleaningPostponed(job.id(), jobs.now().plus(wait));
        }
    }
}
