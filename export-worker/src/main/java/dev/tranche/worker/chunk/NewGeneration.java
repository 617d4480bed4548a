package dev.tranche.worker.chunk;

import dev.tranche.model.object.PartSize;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.Preparation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins the object anew from the same snapshot: a new upload, byte 0, generation + 1 (P8, P15, P16, P18). Stateless and
 * thread-safe; twice is harmless, since the upload that the row does not name is removed.
 */
final class NewGeneration {
    /** Why the upload so far is of no use. */
    enum Cause {
        /** The store does not have it any more and there is no object of ours (P8). */
        UPLOAD_GONE("The object store has lost the upload, for the second time"),
        /** The object is there and not what was uploaded. */
        OBJECT_DIFFERS("The object in the store is not what was uploaded to it, for the second time"),
        /** The bytes before the cursor cannot be made again (P16). */
        CURSOR_MISMATCH("The export cannot be continued: the same rows gave other bytes, for the second time"),
        /** No live worker can continue the bytes of the engine that began (P15). */
        NO_ENGINE(""),
        /** The document is longer than its bound, and so too long for its part size (P18). */
        TOO_MANY_PARTS("");

        private final String secondTime;

        Cause(String secondTime) {
            this.secondTime = secondTime;
        }

        /** Whether a second time would only be a third time's beginning. */
        private boolean isOnceOnly() {
            return !secondTime.isEmpty();
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(NewGeneration.class);

    /** How much larger the parts get when there are too many of them (P18). */
    private static final int LARGER = 4;

    private final JobStore jobs;
    private final Fence fence;
    private final Destinations destinations;

    NewGeneration(JobStore jobs, Fence fence, Destinations destinations) {
        this.jobs = jobs;
        this.fence = fence;
        this.destinations = destinations;
    }

    /** Does it, if it may be done once more. */
    StageEnd run(Hold hold, Job job, Cause cause) {
        var old = job.findPreparation().orElseThrow();
        if (cause.isOnceOnly() && old.plan().generation() > 1) {
            return new Outcome.Failed(hold, cause.secondTime);
        }
        var plan = destinations.plan(job, old.snapshot());
        var destination = destinations.create(hold, job, partSize(old, cause));
        var anew = new Preparation(
                old.snapshot(), Destinations.describe(plan, old.plan().generation() + 1), destination, job.warnings());
        var verdict = fence.advance(hold.claim(), () -> jobs.restart(hold.claim(), anew, jobs.now()));
        return switch (verdict) {
            case LOST -> new Outcome.Lost(hold);
            case UNREADABLE -> new Outcome.Unreadable();
            case WON -> {
                LOG.warn(
                        "job {} begins anew as generation {}: {}",
                        job.id(),
                        anew.plan().generation(),
                        cause);
                // In this order, so that no beat tells the new generation of a part of the old one.
                hold.partsBeginAnew();
                hold.advance();
                // The row names the new one now, so this delivery may remove the old one as one of its own.
                hold.made().upload(old.upload());
                yield new StageEnd.GoOn();
            }
        };
    }

    private static PartSize partSize(Preparation old, Cause cause) {
        var size = old.destination().partSize();
        return cause == Cause.TOO_MANY_PARTS ? new PartSize(Math.min(size.bytes() * LARGER, PartSize.MAX_BYTES)) : size;
    }
}
