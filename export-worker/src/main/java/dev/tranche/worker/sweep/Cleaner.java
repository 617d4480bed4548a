package dev.tranche.worker.sweep;

import dev.tranche.model.job.JobStatus;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.object.ObjectStoreException.Reason;
import dev.tranche.model.object.ObjectStoreOperation;
import dev.tranche.model.object.Upload;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.worker.spool.Spool;
import dev.tranche.worker.spool.SpoolFile;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what a job leaves that has ended: uploads, snapshot, staged parts and, unless it completed, the object (P9, I5, C59);
 * the object of a completed job when it expires.
 * The chunk calls it right after the terminal write, the sweeper for whatever is due. Twice, and by two at once, is harmless:
 * every removal is of something that nobody wants any more. Thread-safe; never touches anything of a live job.
 */
public final class Cleaner {
    private static final Logger LOG = LoggerFactory.getLogger(Cleaner.class);

    /** Longer than any call in flight at the end of the job, which may make a part, an upload or an object after the first cleaning (P9). */
    static final Duration SECOND_AFTER = Duration.ofMinutes(15);

    /** AWS may need several, where parts were being stored meanwhile. Source: S3 API reference, AbortMultipartUpload. */
    private static final int ABORTS = 5;

    private final JobStore jobs;
    private final ObjectStore objects;
    private final Spool spool;

    public Cleaner(JobStore jobs, ObjectStore objects, Spool spool) {
        this.jobs = jobs;
        this.objects = objects;
        this.spool = spool;
    }

    /**
     * Removes it all and records that. The first cleaning of a job makes the second one due. The spool comes first: its room
     * is what other jobs wait for, and an object store that is away or refuses us must not keep it.
     *
     * @param job as read after its end
     * @throws dev.tranche.model.object.ObjectStoreException if something could not be removed; nothing is recorded then, and
     *     the sweeper comes back. So for {@link java.io.UncheckedIOException} and {@link dev.tranche.model.store.JobStoreException}
     */
    public void clean(Job job) {
        if (job.isLive()) {
            throw new IllegalArgumentException(
                    "job " + job.id() + " is still " + job.status().wireName());
        }
        var key = job.findObjectKey();
        if (hasExpired(job)) {
            key.ifPresent(objects::delete);
            jobs.expired(job.id());
            LOG.atInfo()
                    .addKeyValue("job", job.id())
                    .addKeyValue("key", key.map(ObjectKey::value).orElse("none"))
                    .log("the file expired and is deleted");
            return;
        }
        spool.list(job.id()).forEach(this::delete);
        // Without a key no upload was recorded; one that a delivery of a later version left is an orphan (P22).
        key.ifPresent(named -> clean(named, job.status()));
        record(job);
    }

    private void clean(ObjectKey key, JobStatus status) {
        objects.listUploads(key).forEach(open -> abort(open.upload()));
        if (status != JobStatus.COMPLETED) {
            objects.delete(key);
        }
    }

    /** Aborts an upload until the store has no part of it. */
    void abort(Upload upload) {
        for (int i = 0; i < ABORTS; i++) {
            objects.abort(upload);
            if (objects.listParts(upload).isEmpty()) {
                LOG.atDebug().addKeyValue("key", upload.key()).log("aborted an upload");
                return;
            }
        }
        throw new ObjectStoreException(
                ObjectStoreOperation.ABORT,
                upload.key().value(),
                Reason.UNAVAILABLE,
                "PartsLeft",
                "expected no part after " + ABORTS + " aborts, found some");
    }

    private void delete(SpoolFile file) {
        if (spool.delete(file)) {
            LOG.atDebug().addKeyValue("file", file.fileName()).log("deleted a spool file");
        }
    }

    private void record(Job job) {
        var aftermath = job.aftermath();
        var now = jobs.now();
        if (aftermath.cleanings() == 0) {
            jobs.cleanedOnce(job.id(), now.plus(SECOND_AFTER));
        } else if (aftermath.isDueForCleaning(now)) {
            jobs.cleanedForGood(job.id());
        }
    }

    /** Only the object is left of a job that was cleaned twice, so what is due then is its end (C59). */
    private boolean hasExpired(Job job) {
        return job.aftermath().isCleaned() && job.aftermath().isDueForCleaning(jobs.now());
    }
}
