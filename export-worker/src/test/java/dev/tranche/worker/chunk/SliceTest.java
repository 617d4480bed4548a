package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tranche.engine.Cursor;
import dev.tranche.engine.ExportPlan;
import dev.tranche.engine.ExportSpec;
import dev.tranche.engine.ExportStream;
import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.JobId;
import dev.tranche.model.object.NewObject;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.ObjectOwner;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.store.Claim;
import dev.tranche.model.store.Holder;
import dev.tranche.model.store.SampleJobs;
import dev.tranche.worker.SourceDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One slice of the work (P4). */
class SliceTest {
    @TempDir
    Path home;

    private Simulation simulation;
    private Path database;
    private volatile ExportStream reading;

    @BeforeEach
    void aDatabase() throws Exception {
        database = SourceDatabase.withRows(home.resolve("main.db"), 40);
        simulation = new Simulation(Files.createDirectory(home.resolve("spool")), database, 1);
    }

    @Test
    void p4OnePartFillsWhileTheOtherUploads() throws Exception {
        var filler = Thread.currentThread();
        var filledMeanwhile = new AtomicLong();
        simulation.objects.fail(FaultPlan.on("uploadPart").meanwhile(() -> {
            await().until(() -> filler.getState() == Thread.State.TIMED_WAITING);
            filledMeanwhile.set(reading.cursor().offset());
        }));
        var threads = Executors.newSingleThreadExecutor();
        try {
            var end = slice(threads, new PartSize(1_000));
            assertThat(filledMeanwhile).hasValue(2_000);
            assertThat(end.reason()).isEqualTo(SliceEnd.Reason.DOCUMENT_ENDED);
            assertThat(end.commit().parts()).hasSizeGreaterThan(3);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void p18PartsThatAreTooBigForTheHeapAreStagedInTheSpoolFolder() {
        var size = new PartSize(PartBuffers.MAX_HEAP_BYTES + 1);
        simulation.objects.fail(FaultPlan.on("uploadPart")
                .meanwhile(() -> assertThat(simulation.spool.list()).hasSize(1)));
        var end = slice(Runnable::run, size);
        var staged = end.commit().parts().get(0);
        var inHeap =
                slice(Runnable::run, new PartSize(1_000_000)).commit().parts().get(0);
        assertThat(staged.bytes()).isEqualTo(inHeap.bytes());
        assertThat(staged.sha256()).isEqualTo(inHeap.sha256());
        assertThat(staged.crc64()).isEqualTo(inHeap.crc64());
        assertThat(simulation.spool.list()).isEmpty();
    }

    /** Else another job would fill the buffer that the upload still reads. */
    @Test
    void noInterruptEndsTheWaitForAnUploadThatReadsABuffer() {
        var upload = new CompletableFuture<Void>();
        var waiter = Thread.currentThread();
        var store = Executors.newSingleThreadExecutor();
        try {
            store.execute(() -> {
                await().until(() -> waiter.getState() == Thread.State.WAITING);
                waiter.interrupt();
                await().until(() -> !waiter.isInterrupted() && waiter.getState() == Thread.State.WAITING);
                upload.complete(null);
            });
            Waits.untilOver(upload);
            assertThat(upload).isDone();
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            store.shutdown();
        }
    }

    /** Runs one over the whole document. */
    private SliceEnd slice(Executor executor, PartSize partSize) {
        var id = new SampleJobs(simulation.rows).pending();
        var claim = new Claim(id, 0, Holder.create(new Random(3)));
        var plan = ExportPlan.make(database, ExportSpec.all(ExportFormat.SQL), simulation.time.instant());
        var bounds = new Slice.Bounds(Duration.ofMinutes(1), simulation.shutdown, simulation.time::nanoTime);
        try (var hold = new Hold(simulation.rows, claim, simulation.time);
                var stream = ExportStream.open(database, plan, Cursor.start(), List.of());
                var buffers = new PartBuffers(new BufferPool(2), simulation.spool, hold, partSize);
                var slice = new Slice(
                        hold, new SqliteEngine.Stream(stream), buffers, upload(id, partSize, executor), bounds)) {
            reading = stream;
            return slice.run(SliceProgress.from(simulation.row(id)), partSize);
        }
    }

    private PartUpload upload(JobId id, PartSize partSize, Executor executor) {
        var object = new NewObject(
                ObjectKey.ofDatabase("main", id, "sql"), "application/x-sqlite3", new ObjectOwner(id, "0123456789"));
        return new PartUpload(
                simulation.objects,
                simulation.objects.createUpload(object, partSize),
                new ChunkMetrics(simulation.meters),
                executor);
    }
}
