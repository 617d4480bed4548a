package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.fault.SimulatedCrash;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobRequest;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.message.Via;
import dev.tranche.model.object.FaultyObjectStore;
import dev.tranche.model.object.InMemoryObjectStore;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.store.Admission;
import dev.tranche.model.store.Aftermath;
import dev.tranche.model.store.FaultyJobStore;
import dev.tranche.model.store.InMemoryJobStore;
import dev.tranche.model.store.Job;
import dev.tranche.storage.source.Databases;
import dev.tranche.worker.callback.CallbackNudge;
import dev.tranche.worker.spool.SpoolFolder;
import dev.tranche.worker.sweep.Cleaner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Workers on fakes, with virtual time and one thread: the seam for tests of single faults here, and of random walks. Files and
 * engine are real. A seed names a run.
 */
final class Simulation {
    /** Small, so that a small database makes many steps. */
    static final PartSize PART_SIZE = new PartSize(1_000);

    private static final URI CALLBACK = URI.create("https://example.org/hook");
    private static final int MAX_DELIVERIES = 500;
    private static final Duration RETENTION = Duration.ofDays(7);

    final VirtualTime time = new VirtualTime();
    final InMemoryJobStore rows = new InMemoryJobStore(time);
    final FaultyJobStore jobs = new FaultyJobStore(rows);
    final InMemoryObjectStore memory = new InMemoryObjectStore(time);
    final FaultyObjectStore objects = new FaultyObjectStore(memory);
    final SimulatedQueue queue = new SimulatedQueue(time);
    final Shutdown shutdown = new Shutdown(time::nanoTime);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final SpoolFolder spool;
    private final Path database;
    private final Random random;
    private Duration slice = Duration.ZERO;
    private Chunk worker;
    private int crashes;
    private int repairs;

    /**
     * @param home an empty folder for the spool
     * @param database the file behind the name {@code main}
     */
    Simulation(Path home, Path database, long seed) {
        this.spool = new SpoolFolder(home);
        this.database = database;
        this.random = new Random(seed);
        this.worker = newWorker();
    }

    /** Slices of this length; without it each part is a step of its own. */
    Simulation withSlices(Duration length) {
        slice = length;
        worker = newWorker();
        return this;
    }

    private Chunk newWorker() {
        var ports = new ChunkFactory.Ports(jobs, objects, queue, new OneDatabase(), spool);
        var tools = new Chunk.Tools(new ChunkMetrics(meters), time, random, time::nanoTime);
        var world = new ChunkFactory.World(new SqliteEngine(time), tools, Runnable::run, shutdown, time);
        var size = new ChunkFactory.Size(PART_SIZE, new Slice.Bounds(slice, shutdown, time::nanoTime), 2);
        return ChunkFactory.create(
                ports,
                world,
                size,
                new Settlement.AfterEnd(new CallbackNudge(queue), cleaner(), new Retention(RETENTION)));
    }

    private Cleaner cleaner() {
        return new Cleaner(jobs, objects, spool);
    }

    private final class OneDatabase implements Databases {
        @Override
        public Optional<Path> find(String name) {
            return name.equals(MAIN) ? Optional.of(database) : Optional.empty();
        }

        @Override
        public List<String> names() {
            return List.of(MAIN);
        }
    }

    /** A job as the gateway leaves it: a row and a message. */
    JobId accept(ExportFormat format) {
        return accept(new ExportRequest(Databases.MAIN, format, List.of(), CALLBACK));
    }

    JobId accept(JobRequest request) {
        var id = JobId.create(time.instant(), random);
        rows.insert(new Admission(id, "anonymous", request, time.instant(), 1));
        queue.again(new ChunkMessage(id, 0, Via.NEW, time.instant()), time.instant());
        return id;
    }

    /** A delivery of the test's own, by this worker. */
    void take(Arrival arrival, Delivery delivery) {
        worker.take(arrival, delivery);
    }

    /** One delivery; false if the queue is empty. A crash takes the worker with it, and a fresh one comes. */
    boolean deliver() {
        var next = queue.take();
        next.ifPresent(this::deliver);
        return next.isPresent();
    }

    private void deliver(SimulatedQueue.Entry entry) {
        try {
            worker.take(entry.toArrival(), entry);
        } catch (SimulatedCrash e) {
            crashes++;
            time.forgetTicks();
            worker = newWorker();
            queue.channelClosed(entry);
        } catch (RuntimeException e) {
            // As the listener does with what nobody can handle at the moment.
            time.sleep(Duration.ofSeconds(1));
            entry.giveBack();
        }
    }

    /** Works until the job has ended and its last message is gone; what the sweeper would repair is repaired. */
    void run(JobId id) {
        for (int i = 0; i < MAX_DELIVERIES; i++) {
            if (deliver()) {
                continue;
            }
            if (!row(id).isLive()) {
                return;
            }
            repair(id);
        }
        throw new AssertionError("no end after " + MAX_DELIVERIES + " deliveries: " + row(id));
    }

    /** The same, though every worker dies behind its first acknowledgement: none lives for two chunks (C52). */
    void runAWorkerAChunk(JobId id) {
        queue.faults().add(FaultPlan.on("acknowledge").fromCall(1).afterEffect().crash());
        run(id);
        assertThat(crashes).as("workers that died").isGreaterThan(3);
    }

    /** P11, as far as one job needs it. */
    private void repair(JobId id) {
        repairs++;
        time.jump(Duration.ofSeconds(45));
        int step = row(id).turn().step();
        queue.publish(MessageQueue.CHUNKS, new ChunkMessage(id, step, Via.REPAIR, time.instant()), TraceHeaders.NONE);
    }

    /** What the sweeper would clean now and after the second interval. */
    void sweep(JobId id) {
        for (int i = 0; i < 2; i++) {
            time.jump(Duration.ofMinutes(16));
            rows.dueForCleaning(time.instant(), 10).forEach(cleaner()::clean);
        }
        assertThat(row(id).aftermath().cleanings()).as("cleanings").isEqualTo(2);
    }

    /** The old worker's connection was cut while it hung, so that another one takes over and finishes (P2). */
    void othersFinish(JobId id) {
        time.jump(Duration.ofSeconds(6));
        queue.takenBack();
        var mine = worker;
        worker = newWorker();
        run(id);
        worker = mine;
    }

    Job row(JobId id) {
        return rows.find(id).orElseThrow();
    }

    byte[] objectOf(JobId id) {
        return memory.contentOf(row(id).admission().objectKey()).orElseThrow();
    }

    int crashes() {
        return crashes;
    }

    int repairs() {
        return repairs;
    }

    /** I3–I6 of a job that has ended, and C59: nothing is left but the object and the owed callback. */
    void assertNothingLeft(JobId id) {
        assertThat(memory.listUploads()).as("open uploads").isEmpty();
        assertThat(spool.list()).as("spool files").isEmpty();
        assertThat(queue.size()).as("messages").isZero();
        assertThat(row(id).aftermath().callback().state()).isEqualTo(Aftermath.CallbackState.PENDING);
    }
}
