package dev.tranche.worker.chunk;

import dev.tranche.engine.SnapshotFacts;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.Preparation;
import dev.tranche.model.store.Reservation;
import dev.tranche.storage.source.Databases;
import dev.tranche.worker.spool.Spool;
import dev.tranche.worker.spool.SpoolFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Step 0: snapshot, plan and upload, committed before the first byte is written, which is then up to {@link Writing} in the same
 * delivery (P3). What it made and could not commit is in {@link Hold#made}.
 */
final class Preparing implements Stage {
    /** A job that found no room for this long has failed (P3). */
    static final Duration ROOM_WITHIN = Duration.ofHours(24);

    static final Duration LOOK_FOR_ROOM_AGAIN = Duration.ofSeconds(10);
    static final String NO_ROOM = "Not enough spool space";

    /** The snapshot and what SQLite and the staged parts need beside it. */
    private static final double ROOM_PER_BYTE = 1.1;

    /** What the stage works with. */
    record Tools(
            JobStore jobs,
            Databases databases,
            Engine engine,
            Spool spool,
            Destinations destinations,
            Fence fence,
            Waits waits) {}

    private final Tools tools;
    private final PartSize leastPartSize;
    private final Executor executor;

    /** @param executor takes snapshots, which have no stop, so that a delivery can end before they do (P14) */
    Preparing(Tools tools, PartSize leastPartSize, Executor executor) {
        this.tools = tools;
        this.leastPartSize = leastPartSize;
        this.executor = executor;
    }

    @Override
    public StageEnd run(Hold hold, Job job) {
        var name = job.admission().request().database();
        var source = tools.databases.find(name);
        if (source.isEmpty()) {
            return new Outcome.Failed(hold, "Database '" + name + "' does not exist.");
        }
        var verdict = tools.fence.keep(
                hold.claim(),
                () -> tools.jobs.begin(hold.claim(), tools.jobs.now()),
                row -> row.status() == JobStatus.IN_PROGRESS);
        return switch (verdict) {
            case LOST -> new Outcome.Lost(hold);
            case UNREADABLE -> new Outcome.Unreadable();
            case WON -> withRoom(hold, job, source.get());
        };
    }

    private StageEnd withRoom(Hold hold, Job job, Path source) {
        long bytes = (long) Math.ceil(tools.engine.estimateBytes(source) * ROOM_PER_BYTE);
        var wish = new Reservation(bytes, tools.spool.freeBytes(), tools.jobs.now());
        return switch (tools.jobs.reserve(hold.claim(), wish)) {
            case RESERVED -> prepare(hold, job, source);
            case LOST -> new Outcome.Lost(hold);
            case NO_ROOM ->
                hasWaitedTooLong(job)
                        ? new Outcome.Failed(hold, NO_ROOM)
                        : new Outcome.Waiting(hold, "room in the spool folder", LOOK_FOR_ROOM_AGAIN);
        };
    }

    private boolean hasWaitedTooLong(Job job) {
        var waiting = job.waiting();
        return waiting != null && waiting.since().plus(ROOM_WITHIN).isBefore(tools.jobs.now());
    }

    private StageEnd prepare(Hold hold, Job job, Path source) {
        var file = SpoolFile.snapshot(hold.claim());
        hold.made().file(file);
        var path = tools.spool.pathOf(file);
        hold.watch(path);
        var copying = CompletableFuture.supplyAsync(() -> tools.engine.takeSnapshot(source, path), executor);
        var taken = tools.waits.await(copying, hold);
        if (taken.isEmpty()) {
            return hold.isLost() ? new Outcome.Lost(hold) : new Outcome.GaveBack(hold);
        }
        hold.mark();
        return commit(hold, preparation(hold, job, file, taken.get()));
    }

    private Preparation preparation(Hold hold, Job job, SpoolFile file, SnapshotFacts facts) {
        var snapshot = new Preparation.Snapshot(file.fileName(), facts.bytes(), facts.takenAt());
        var plan = tools.destinations.plan(job, snapshot);
        var partSize = PartSizes.choose(leastPartSize, plan.upperBoundBytes());
        var warnings = new ArrayList<>(plan.warnings());
        if (facts.journal() == SnapshotFacts.Journal.ROLLBACK) {
            warnings.add(
                    "The database does not use write-ahead logging: its writers waited while the snapshot was taken");
        }
        return new Preparation(
                snapshot, Destinations.describe(plan, 1), tools.destinations.create(hold, job, partSize), warnings);
    }

    private StageEnd commit(Hold hold, Preparation preparation) {
        var verdict = tools.fence.advance(
                hold.claim(), () -> tools.jobs.prepare(hold.claim(), preparation, tools.jobs.now()));
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
