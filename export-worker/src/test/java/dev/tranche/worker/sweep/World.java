package dev.tranche.worker.sweep;

import dev.tranche.messaging.BrokerUnavailable;
import dev.tranche.messaging.QueueDepths;
import dev.tranche.messaging.test.FakePublisher;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobRequest;
import dev.tranche.model.job.RequestWords;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.QueuedMessage;
import dev.tranche.model.object.FaultyObjectStore;
import dev.tranche.model.object.InMemoryObjectStore;
import dev.tranche.model.object.ObjectOwner;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.object.Upload;
import dev.tranche.model.store.Admission;
import dev.tranche.model.store.Beat;
import dev.tranche.model.store.Checkpoint;
import dev.tranche.model.store.Claim;
import dev.tranche.model.store.Commit;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.FaultyJobStore;
import dev.tranche.model.store.Holder;
import dev.tranche.model.store.InMemoryJobStore;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.Preparation;
import dev.tranche.model.store.SettableClock;
import dev.tranche.model.store.WorkerReport;
import dev.tranche.worker.callback.CallbackNudge;
import dev.tranche.worker.spool.SpoolFile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a sweeper lives in, with a clock that the test moves: fakes at the seams, and a worker of which only its report exists. */
final class World {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final URI CALLBACK = URI.create("https://example.org/hook");

    final SettableClock clock = new SettableClock(START);
    final FaultyJobStore jobs = new FaultyJobStore(new InMemoryJobStore(clock));
    final InMemoryObjectStore objectMap = new InMemoryObjectStore(clock);
    final FaultyObjectStore objects = new FaultyObjectStore(objectMap);
    final FakePublisher publisher = new FakePublisher();
    final Map<MessageQueue, Long> depths = new EnumMap<>(MessageQueue.class);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final CallbackNudge nudge = new CallbackNudge(publisher);

    private final RandomGenerator random = new SplittableRandom(42);
    private boolean brokerAway;
    private @Nullable String brokerAlarm;

    /** A sweeper's look at the jobs, as each worker has one. */
    JobSweep jobSweep() {
        var surroundings = new Surroundings(queues(), () -> Optional.ofNullable(brokerAlarm), objects);
        var settings = new SweeperSettings(Duration.ofMinutes(10), false);
        return new JobSweep(jobs, surroundings, publisher, nudge, settings, new SweepMetrics(meters));
    }

    QueueDepths queues() {
        return () -> {
            if (brokerAway) {
                throw new BrokerUnavailable("a test", new IOException("away"));
            }
            var found = new EnumMap<MessageQueue, QueueDepths.Depth>(MessageQueue.class);
            depths.forEach((queue, count) -> found.put(queue, new QueueDepths.Depth(count, 1)));
            return found;
        };
    }

    void brokerAway(boolean away) {
        brokerAway = away;
    }

    void brokerAlarm(@Nullable String why) {
        brokerAlarm = why;
    }

    /** Accepts a job, of which the message may have got lost. */
    JobId accept() {
        return accept(new ExportRequest("main", ExportFormat.SQL, List.of(), CALLBACK));
    }

    /** As above, with a request in words that only a later version knows. */
    JobId acceptOfALaterVersion() {
        return accept(JobRequest.of("main", new RequestWords("parquet", "none", Map.of()), List.of(), CALLBACK));
    }

    private JobId accept(JobRequest request) {
        var id = JobId.create(clock.instant(), random);
        jobs.insert(new Admission(id, "anonymous", request, clock.instant(), 1));
        return id;
    }

    /** A delivery claims the job's current step. */
    Claim claim(JobId id) {
        var claim = new Claim(id, job(id).turn().step(), Holder.create(random));
        if (!jobs.claim(claim, clock.instant())) {
            throw new IllegalStateException("the claim of " + id + " was refused");
        }
        return claim;
    }

    /** The delivery prepares the job: its snapshot and this upload are named by the row. */
    Claim prepare(Claim claim, Upload upload) {
        var now = clock.instant();
        var snapshot = new Preparation.Snapshot(SpoolFile.snapshot(claim).fileName(), 10, now);
        var destination = new Preparation.Destination(
                upload, new ObjectOwner(claim.id(), "nonce123"), new PartSize(PartSize.S3_MIN_BYTES));
        var plan = new Preparation.Plan("plan", "fingerprint", 1, 1);
        jobs.prepare(claim, new Preparation(snapshot, plan, destination, List.of()), now);
        return claim.next();
    }

    /** The delivery brings the job to its good end. */
    void complete(Claim claim, Upload upload) {
        complete(claim, upload, Ending.completed(clock.instant()));
    }

    void complete(Claim claim, Upload upload, Ending ending) {
        var now = clock.instant();
        var prepared = prepare(claim, upload);
        var checkpoint = new Checkpoint("end", Checkpoint.Uploaded.NOTHING, new Checkpoint.Written(1, 0));
        jobs.seal(prepared, new Commit(checkpoint, List.of(), List.of(), List.of()), now);
        jobs.end(prepared.next(), ending);
    }

    void beat(Claim claim, int marks) {
        jobs.beat(claim, new Beat(clock.instant(), marks, 0));
    }

    Job job(JobId id) {
        return jobs.find(id).orElseThrow();
    }

    /** A worker says that a consumer has nothing to do now. */
    void workerIsIdle() {
        report(clock.instant(), Instant.EPOCH);
    }

    /** A worker has not been idle since the start, and has taken a message of this queueing time. */
    void workerIsBusy(Instant newestTaken) {
        report(Instant.EPOCH, newestTaken);
    }

    private void report(Instant idle, Instant newestTaken) {
        jobs.report(new WorkerReport("worker", clock.instant(), idle, newestTaken, "fingerprint"));
    }

    List<QueuedMessage> chunkMessages() {
        return publisher.sentTo(MessageQueue.CHUNKS);
    }

    double count(String meter) {
        return meters.get(meter).counter().count();
    }

    /** Lets time pass second by second, with what happens in each, and the sweeps looking every 5 s. */
    void pass(Duration time, Runnable meanwhile, Sweep... sweeps) {
        for (long second = 1; second <= time.toSeconds(); second++) {
            clock.advance(Duration.ofSeconds(1));
            meanwhile.run();
            for (int i = 0; i < sweeps.length && second % 5 == 0; i++) {
                sweeps[i].run();
            }
        }
    }
}
