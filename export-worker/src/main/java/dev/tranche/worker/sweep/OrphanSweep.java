package dev.tranche.worker.sweep;

import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.object.OpenUpload;
import dev.tranche.model.object.Upload;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.worker.spool.Spool;
import dev.tranche.worker.spool.SpoolFile;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes uploads and spool files that a dead delivery left (P22). Only ours: what belongs to no row of this job store is never
 * touched, whoever made it. Lists first and reads rows second, so that a row younger than the list cannot make something
 * look forgotten. Runs on all workers at once; removing twice is harmless.
 */
final class OrphanSweep implements Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanSweep.class);

    private final JobStore jobs;
    private final ObjectStore objects;
    private final Spool spool;
    private final Cleaner cleaner;
    private final SweepMetrics metrics;

    OrphanSweep(JobStore jobs, ObjectStore objects, Spool spool, Cleaner cleaner, SweepMetrics metrics) {
        this.jobs = jobs;
        this.objects = objects;
        this.spool = spool;
        this.cleaner = cleaner;
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return "orphans";
    }

    /** {@inheritDoc} Rare, since it lists the whole bucket, and what ended is cleaned without it. */
    @Override
    public Duration pause() {
        return Duration.ofMinutes(5);
    }

    /** {@inheritDoc} The spool first, whose room is needed also while the object store is away. */
    @Override
    public void run() {
        List<SpoolFile> files = spool.list();
        files.stream().filter(this::isOrphan).forEach(this::delete);
        List<OpenUpload> uploads = objects.listUploads();
        uploads.stream().map(OpenUpload::upload).filter(this::isOrphan).forEach(this::tryToAbort);
    }

    private boolean isOrphan(Upload upload) {
        return jobs.find(upload.key().jobId())
                .filter(job -> !job.isLive() || !mayBeWanted(upload, job))
                .isPresent();
    }

    /**
     * The row names it, or a delivery may be about to. Its claim need not be alive: one that lost its connection repeats its commit
     * until the row says otherwise (P7), so any holder's name in the row is enough.
     */
    private static boolean mayBeWanted(Upload upload, Job job) {
        boolean named =
                job.findPreparation().map(p -> p.upload().equals(upload)).orElse(false);
        return named || job.turn().hold().findHolder().isPresent();
    }

    /** One that cannot be aborted keeps no other one. */
    private void tryToAbort(Upload orphan) {
        try {
            abort(orphan);
        } catch (ObjectStoreException e) {
            LOG.atWarn().addKeyValue("job", orphan.key().jobId()).log("orphan not aborted yet: {}", e.getMessage());
        }
    }

    private void abort(Upload orphan) {
        cleaner.abort(orphan);
        metrics.abortedOrphan();
        LOG.atInfo()
                .addKeyValue("job", orphan.key().jobId())
                .addKeyValue("upload", orphan.id())
                .log("aborted an orphaned upload");
    }

    private boolean isOrphan(SpoolFile file) {
        return jobs.find(file.jobId())
                .filter(job -> !job.isLive() || !mayBeWanted(file, job))
                .isPresent();
    }

    private static boolean mayBeWanted(SpoolFile file, Job job) {
        boolean named = job.findPreparation()
                .map(p -> file.goesWith(p.snapshot().fileName()))
                .orElse(false);
        return named
                || job.turn().hold().findHolder().map(file.holder()::equals).orElse(false);
    }

    private void delete(SpoolFile orphan) {
        if (spool.delete(orphan)) {
            metrics.deletedOrphan();
            LOG.atInfo()
                    .addKeyValue("job", orphan.jobId())
                    .addKeyValue("file", orphan.fileName())
                    .log("deleted an orphaned spool file");
        }
    }
}
