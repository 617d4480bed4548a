package dev.tranche.worker.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.messaging.BrokerUnavailable;
import dev.tranche.messaging.DeadQueues;
import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.QueuedMessage;
import dev.tranche.model.message.Via;
import dev.tranche.model.store.Release;
import dev.tranche.worker.activity.WorkerActivity;
import dev.tranche.worker.spool.SpoolFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sweeps beside those of jobs and callbacks: dead queues, cleaning, start, and the report. */
class HousekeepingTest {
    @TempDir
    Path folder;

    private final World world = new World();
    private final SweepMetrics metrics = new SweepMetrics(world.meters);

    // Dead queues

    @Test
    void p23TheMessageOfALiveJobInTheDeadQueueRepairsIt() {
        var id = world.accept();

        deadQueueSweep(new ChunkMessage(id, 0, Via.NEXT, World.START)).run();

        assertThat(world.chunkMessages()).containsExactly(new ChunkMessage(id, 0, Via.REPAIR, World.START));
    }

    @Test
    void p23TheMessageOfAnEndedOrUnknownJobInTheDeadQueueIsDroppedAndCounted() {
        var id = world.accept();
        world.jobs.cancel(id, World.START);

        deadQueueSweep(new ChunkMessage(id, 0, Via.NEXT, World.START)).run();

        assertThat(world.chunkMessages()).isEmpty();
        assertThat(world.meters
                        .get("tranche.dead.messages")
                        .tag("queue", "tranche.chunks.dead")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void p23AHeldJobNeedsNoRepair() {
        var claim = world.claim(world.accept());

        deadQueueSweep(new ChunkMessage(claim.id(), 0, Via.NEXT, World.START)).run();

        assertThat(world.chunkMessages()).isEmpty();
    }

    @Test
    void p23ADeadCallbackThatIsStillOwedIsNudged() {
        var id = world.accept();
        world.jobs.cancel(id, World.START);

        deadQueueSweep(CallbackMessage.ofEnded(id)).run();

        assertThat(world.publisher.sentTo(MessageQueue.CALLBACKS)).containsExactly(CallbackMessage.ofEnded(id));
    }

    @Test
    void p23UnreadableMessagesAreShownInAGauge() {
        DeadQueues queues = (queue, limit, handler) -> new DeadQueues.Drained(0, 2);

        new DeadQueueSweep(world.jobs, queues, world.publisher, world.nudge, metrics).run();

        assertThat(world.meters.get("tranche.dead.unreadable").gauge().value()).isEqualTo(4);
    }

    // Cleaning

    @Test
    void p9DueCleaningsAreDoneAndOneThatFailsKeepsNobodyElseFromIt() {
        var first = world.accept();
        var second = world.accept();
        world.jobs.cancel(first, World.START);
        world.jobs.cancel(second, World.START);
        world.objects.fail(FaultPlan.on("listUploads"));
        var cleaner = new Cleaner(world.jobs, world.objects, new SpoolFolder(folder));

        new CleaningSweep(world.jobs, cleaner, metrics).run();

        assertThat(List.of(first, second))
                .extracting(id -> world.job(id).aftermath().cleanings())
                .containsExactlyInAnyOrder(0, 1);
    }

    /** As where a bucket lets nobody delete, and a week later every file expires. */
    @Test
    void c59JobsThatCannotBeCleanedKeepNobodyElseFromItHoweverManyTheyAre() {
        for (int i = 0; i < CleaningSweep.AT_ONCE; i++) {
            world.jobs.cancel(world.accept(), World.START);
        }
        world.clock.advance(Duration.ofSeconds(1));
        var last = world.accept();
        world.jobs.cancel(last, world.clock.instant());
        world.objects.fail(FaultPlan.on("listUploads").fromCall(1));
        var sweep =
                new CleaningSweep(world.jobs, new Cleaner(world.jobs, world.objects, new SpoolFolder(folder)), metrics);

        sweep.run();
        world.objects.faults().clear();
        sweep.run();

        assertThat(world.job(last).aftermath().cleanings()).isEqualTo(1);
        assertThat(world.jobs.dueForCleaning(world.clock.instant(), 1)).isEmpty();
        assertThat(world.jobs.dueForCleaning(world.clock.instant().plus(CleaningSweep.AGAIN_AFTER), 1000))
                .hasSize(CleaningSweep.AT_ONCE);
    }

    // Start of standalone

    @Test
    void p1AtStartEveryLiveJobsMessageIsSentAgainAlsoOfOneThatADeadProcessHolds() {
        var waiting = world.accept();
        var held = world.claim(world.accept());
        world.jobs.cancel(world.accept(), World.START);

        new StartupRepair(world.jobs, () -> {}, world.publisher).start();

        assertThat(world.chunkMessages())
                .containsExactlyInAnyOrder(
                        new ChunkMessage(waiting, 0, Via.REPAIR, World.START),
                        new ChunkMessage(held.id(), 0, Via.REPAIR, World.START));
    }

    @Test
    void p1AtStartAJobThatIsNotDueWaitsInARetryQueue() {
        var claim = world.claim(world.accept());
        world.jobs.release(claim, Release.failed(World.START, World.START.plusSeconds(8), "disk full"));

        new StartupRepair(world.jobs, () -> {}, world.publisher).start();

        assertThat(world.publisher.sentTo(MessageQueue.CHUNKS_RETRY_10S))
                .containsExactly(new ChunkMessage(claim.id(), 0, Via.REPAIR, World.START.plusSeconds(10)));
    }

    @Test
    void p1AtStartABrokerThatDoesNotTakeItIsLeftToTheSweeper() {
        world.accept();
        world.publisher.failNext();

        assertThatCode(new StartupRepair(world.jobs, () -> {}, world.publisher)::start)
                .doesNotThrowAnyException();
    }

    /** The first message of a fresh broker was refused when another connection was still declaring the queues. */
    @Test
    void p1AtStartTheQueuesAreThereBeforeTheFirstMessage() {
        world.accept();
        var sentBefore = new ArrayList<Integer>();

        new StartupRepair(
                        world.jobs, () -> sentBefore.add(world.publisher.sent().size()), world.publisher)
                .start();

        assertThat(sentBefore).containsExactly(0);
        assertThat(world.publisher.sent()).hasSize(1);
    }

    @Test
    void p1AtStartABrokerThatIsAwayIsLeftToTheSweeper() {
        world.accept();

        var repair = new StartupRepair(
                world.jobs,
                () -> {
                    throw new BrokerUnavailable(
                            "declaring the queues", new IllegalStateException("connection refused"));
                },
                world.publisher);

        assertThatCode(repair::start).doesNotThrowAnyException();
        assertThat(world.publisher.sent()).isEmpty();
    }

    // Report

    @Test
    void p11TheReportIsByTheStoresClock() {
        var nanos = new AtomicLong();
        var activity = new WorkerActivity(() -> 1, nanos::get);
        var reporter = new WorkerReporter(world.jobs, activity, new WorkerName("host:1", "1-abc"));
        activity.taken(World.START);
        activity.done();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        world.clock.advance(Duration.ofMinutes(1));

        reporter.run();

        assertThat(world.jobs.workersSince(World.START)).singleElement().satisfies(report -> {
            assertThat(report.worker()).isEqualTo("host:1");
            assertThat(report.lastIdleAt()).isEqualTo(World.START.plusSeconds(60));
            assertThat(report.newestQueuedAtTaken()).isEqualTo(World.START);
            assertThat(report.fingerprint()).isEqualTo("1-abc");
        });
    }

    // Settings and runs

    @Test
    void theTimeOutNamesTheConfiguredMinutes() {
        assertThat(new SweeperSettings(Duration.ofMinutes(45), false).timeOutMessage())
                .isEqualTo("Export job timed out after 45 minutes");
    }

    @Test
    void stuckAfterIsWholeMinutesOfADayAtMost() {
        for (var wrong : List.of(Duration.ofSeconds(59), Duration.ofSeconds(90), Duration.ofDays(2))) {
            assertThatThrownBy(() -> new SweeperSettings(wrong, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tranche.sweeper.stuck-after")
                    .hasMessageContaining(wrong.toString());
        }
    }

    @Test
    void aRunThatFailsIsCountedAndTheNextOneTakesUpItsWork() {
        var sweep = world.jobSweep();
        world.jobs.fail(FaultPlan.on("live"));
        var sweeper = new Sweeper(List.of(sweep), metrics);

        sweeper.runOnce(sweep);
        sweeper.runOnce(sweep);

        assertThat(world.count("tranche.sweep.failures")).isEqualTo(1);
        assertThat(world.meters.get("tranche.sweep").timer().count()).isEqualTo(2);
    }

    /** The executor would never run it again, and nobody would see it: a job's row that fills the heap strikes any thread. */
    @Test
    void aRunThatFindsNoMemoryIsNotTheLastOne() {
        var sweep = world.jobSweep();
        world.jobs.fail(FaultPlan.on("live").meanwhile(() -> {
            throw new OutOfMemoryError("a test's");
        }));

        assertThatCode(() -> new Sweeper(List.of(sweep), metrics).runOnce(sweep))
                .doesNotThrowAnyException();

        assertThat(world.count("tranche.sweep.failures")).isEqualTo(1);
    }

    private DeadQueueSweep deadQueueSweep(QueuedMessage message) {
        var waiting = new ArrayList<>(List.of(message));
        DeadQueues queues = (queue, limit, handler) -> {
            var found = waiting.stream()
                    .filter(m -> (queue == MessageQueue.CHUNKS_DEAD) == m instanceof ChunkMessage)
                    .toList();
            found.forEach(handler);
            waiting.removeAll(found);
            return new DeadQueues.Drained(found.size(), 0);
        };
        return new DeadQueueSweep(world.jobs, queues, world.publisher, world.nudge, metrics);
    }
}
