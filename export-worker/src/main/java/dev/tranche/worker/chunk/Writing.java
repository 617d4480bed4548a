package dev.tranche.worker.chunk;

import dev.tranche.engine.Checked;
import dev.tranche.engine.ExportPlan;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.store.Checkpoint;
import dev.tranche.model.store.Commit;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.worker.spool.Spool;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The work itself: opens the engine's {@link DocumentStream} at the checkpoint and lets a {@link Slice} of its bytes be stored by
 * {@link PartUpload} (P4). After the last part of the document it has the snapshot checked once more (C43) and seals the
 * job, and {@link Finishing} goes on (P8).
 */
final class Writing implements Stage {
    private final JobStore jobs;
    private final ObjectStore objects;
    private final Spool spool;
    private final Engine engine;
    private final Fence fence;
    private final Slices slices;
    private final Waits waits;

    /** What is read, and where to. */
    record Ports(JobStore jobs, ObjectStore objects, Spool spool, Engine engine) {}

    /** What the slices of all jobs share. */
    record Slices(Slice.Bounds bounds, BufferPool buffers, ChunkMetrics metrics, Executor executor) {}

    Writing(Ports ports, Fence fence, Slices slices) {
        this.jobs = ports.jobs;
        this.objects = ports.objects;
        this.spool = ports.spool;
        this.engine = ports.engine;
        this.fence = fence;
        this.slices = slices;
        this.waits = new Waits(slices.bounds.shutdown());
    }

    @Override
    public StageEnd run(Hold hold, Job job) {
        var preparation = job.findPreparation().orElseThrow();
        var destination = preparation.destination();
        var snapshot = spool.existing(preparation.snapshot().fileName());
        var cursor = job.findCheckpoint().map(Checkpoint::cursor).orElse("");
        var upload = new PartUpload(objects, destination.upload(), slices.metrics, slices.executor);
        try (var stream = engine.open(
                        snapshot,
                        ExportPlan.fromJson(preparation.plan().text()),
                        cursor,
                        () -> jobs.tables(job.id()).iterator());
                var buffers = new PartBuffers(slices.buffers, spool, hold, destination.partSize());
                var slice = new Slice(hold, stream, buffers, upload, slices.bounds)) {
            return commit(hold, job, slice.run(SliceProgress.from(job), destination.partSize()));
        }
    }

    private StageEnd commit(Hold hold, Job job, SliceEnd end) {
        return switch (end.reason()) {
            case TIME_IS_UP -> new Outcome.Committed(hold, end.commit());
            case STOPPED -> stopped(hold, end);
            case TOO_MANY_PARTS -> new StageEnd.BeginAnew(NewGeneration.Cause.TOO_MANY_PARTS);
            case DOCUMENT_ENDED ->
                check(hold, job, end)
                        .map(checked -> seal(hold, end.commit().with(checked.tables(), checked.warnings())))
                        .orElseGet(() -> stopped(hold, end));
        };
    }

    /**
     * Has the engine check the snapshot against what was written; empty if the delivery must stop first. It then commits what it
     * stored, and the next one, with nothing left to write, checks again. May take longer than a slice: each stretch of it is
     * progress (P12).
     */
    private Optional<Checked> check(Hold hold, Job job, SliceEnd end) {
        var preparation = job.findPreparation().orElseThrow();
        var written = new ArrayList<>(jobs.tables(job.id()));
        written.addAll(end.commit().tables());
        return engine.check(
                spool.existing(preparation.snapshot().fileName()),
                ExportPlan.fromJson(preparation.plan().text()),
                written,
                () -> {
                    hold.mark();
                    return waits.mustStop(hold);
                });
    }

    private static StageEnd stopped(Hold hold, SliceEnd end) {
        if (hold.isLost()) {
            return new Outcome.Lost(hold);
        }
        return end.commit().parts().isEmpty() ? new Outcome.GaveBack(hold) : new Outcome.Committed(hold, end.commit());
    }

    private StageEnd seal(Hold hold, Commit commit) {
        var verdict = fence.advance(hold.claim(), () -> jobs.seal(hold.claim(), commit, jobs.now()));
        return switch (verdict) {
            case LOST -> new Outcome.Lost(hold);
            case UNREADABLE -> new Outcome.Unreadable();
            case WON -> {
                hold.advance();
                yield new StageEnd.GoOn();
            }
        };
    }
}
