package dev.tranche.worker.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.messaging.PublishFailed;
import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.Via;
import dev.tranche.model.store.Claim;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.JobStoreException;
import dev.tranche.model.store.Release;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** C54, P12: which jobs are given up, and that none is that waits or makes progress (I7). */
class StuckSweepTest {
    private static final String TIMED_OUT = "Export job timed out after 10 minutes";

    private final World world = new World();
    private final JobSweep sweep = world.jobSweep();

    @Test
    void c54AHeldJobWithoutProgressFor10MinutesFails() {
        var claim = world.claim(world.accept());

        world.pass(Duration.ofMinutes(10).minusSeconds(5), () -> stayAlive(claim, 0), sweep);
        assertThat(world.job(claim.id()).status()).isEqualTo(JobStatus.PENDING);

        world.pass(Duration.ofSeconds(5), () -> stayAlive(claim, 0), sweep);
        assertFailedAsStuck(claim.id());
        assertThat(world.count("tranche.sweeper.stuck.jobs")).isEqualTo(1);
    }

    @Test
    void c54TheCallbackOfAStuckJobIsNudged() {
        var claim = world.claim(world.accept());

        world.pass(Duration.ofMinutes(10), () -> stayAlive(claim, 0), sweep);

        assertThat(world.publisher.sentTo(MessageQueue.CALLBACKS)).containsExactly(CallbackMessage.ofEnded(claim.id()));
    }

    @Test
    void c54APendingJobThatNoRepairMovesFailsAfter10Minutes() {
        var id = world.accept();

        world.pass(Duration.ofMinutes(10).minusSeconds(5), world::workerIsIdle, sweep);
        assertThat(world.job(id).status()).isEqualTo(JobStatus.PENDING);

        world.pass(Duration.ofSeconds(5), world::workerIsIdle, sweep);
        assertFailedAsStuck(id);
    }

    @Test
    void i7ASlowJobThatMakesProgressIsNeverFailed() {
        var claim = world.claim(world.accept());
        var seconds = new int[1];

        world.pass(
                Duration.ofHours(12),
                () -> {
                    seconds[0]++;
                    stayAlive(claim, seconds[0] % 300 == 0 ? 1 : 0);
                },
                sweep);

        assertThat(world.job(claim.id()).isLive()).isTrue();
    }

    @Test
    void i7AJobThatWaitsForDaysInAQueueThatMovesIsNeverFailed() {
        var id = world.accept();

        world.pass(Duration.ofHours(50), () -> world.workerIsBusy(World.START), sweep);

        assertThat(world.job(id).isLive()).isTrue();
        assertThat(world.chunkMessages()).isEmpty();
    }

    @Test
    void i7ANightWithTheLaptopClosedFailsNothing() {
        var claim = world.claim(world.accept());
        var waiting = world.accept();
        world.pass(Duration.ofMinutes(1), () -> stayAlive(claim, 1), sweep);

        world.clock.advance(Duration.ofHours(9));
        sweep.run();
        world.pass(Duration.ofMinutes(9), () -> stayAlive(claim, 0), sweep);

        assertThat(world.job(claim.id()).isLive()).isTrue();
        assertThat(world.job(waiting).isLive()).isTrue();
    }

    @Test
    void i7AShortSleepOfTheSweeperStartsItsWatchAnew() {
        var claim = world.claim(world.accept());
        world.pass(Duration.ofMinutes(9), () -> stayAlive(claim, 0), sweep);

        world.pass(Duration.ofMinutes(1), () -> stayAlive(claim, 0));
        world.pass(Duration.ofMinutes(2), () -> stayAlive(claim, 0), sweep);
        assertThat(world.job(claim.id()).isLive()).isTrue();

        world.pass(Duration.ofSeconds(5), () -> stayAlive(claim, 0), sweep);
        assertFailedAsStuck(claim.id());
    }

    @Test
    void p12ASweeperThatHasJustStartedWatchesForTwoMinutesItself() {
        var claim = world.claim(world.accept());
        world.pass(Duration.ofMinutes(20), () -> stayAlive(claim, 0));

        world.pass(Duration.ofMinutes(2), () -> stayAlive(claim, 0), sweep);
        assertThat(world.job(claim.id()).isLive()).isTrue();

        world.pass(Duration.ofSeconds(5), () -> stayAlive(claim, 0), sweep);
        assertFailedAsStuck(claim.id());
    }

    @Test
    void p12NothingIsStuckWhileTheObjectStoreIsAway() {
        world.objects.fail(FaultPlan.on("check").fromCall(1));
        var claim = world.claim(world.accept());

        world.pass(Duration.ofMinutes(30), () -> stayAlive(claim, 0), sweep);
        assertThat(world.job(claim.id()).isLive()).isTrue();

        world.objects.faults().clear();
        world.pass(Duration.ofMinutes(2), () -> stayAlive(claim, 0), sweep);
        assertThat(world.job(claim.id()).isLive()).isTrue();
        world.pass(Duration.ofSeconds(5), () -> stayAlive(claim, 0), sweep);
        assertFailedAsStuck(claim.id());
    }

    @Test
    void p12NothingIsStuckWhileTheBrokerIsAway() {
        var claim = world.claim(world.accept());
        var lost = world.accept();
        world.pass(Duration.ofMinutes(9), () -> stayAlive(claim, 0), sweep);
        world.brokerAway(true);

        world.pass(Duration.ofMinutes(30), () -> stayAlive(claim, 0), sweep);

        assertThat(world.job(claim.id()).isLive()).isTrue();
        assertThat(world.job(lost).isLive()).isTrue();
    }

    @Test
    void p12ABrokerThatAnswersButTakesNoMessageMakesNoJobStuck() {
        var id = world.accept();

        for (int i = 0; i < 1_000; i++) {
            world.clock.advance(Duration.ofSeconds(5));
            world.workerIsIdle();
            world.publisher.failNext();
            runDespiteBroker();
        }

        assertThat(world.job(id).isLive()).isTrue();
        assertThat(world.chunkMessages()).isEmpty();
    }

    @Test
    void p12AStoreThatFailsInBetweenStartsTheWatchAnew() {
        var claim = world.claim(world.accept());
        world.pass(Duration.ofMinutes(10).minusSeconds(5), () -> stayAlive(claim, 0), sweep);
        world.jobs.fail(FaultPlan.on("live").call(world.jobs.faults().calls("live") + 1));
        assertThatThrownBy(sweep::run).isInstanceOf(JobStoreException.class);

        world.pass(Duration.ofMinutes(2), () -> stayAlive(claim, 0), sweep);

        assertThat(world.job(claim.id()).isLive()).isTrue();
    }

    @Test
    void p12DueForRepairIsRepairedNotFailed() {
        var id = world.accept();
        world.pass(Duration.ofMinutes(9), world::workerIsIdle, sweep);
        int before = world.chunkMessages().size();

        // Nobody looked for an hour: the fifth repair is due, and so is the time-out.
        world.clock.advance(Duration.ofHours(1));
        world.workerIsIdle();
        sweep.run();

        assertThat(world.job(id).isLive()).isTrue();
        assertThat(world.chunkMessages()).hasSize(before + 1);
    }

    @Test
    void p12ProgressBetweenLookAndTimeOutWins() {
        var claim = world.claim(world.accept());
        world.pass(Duration.ofMinutes(10).minusSeconds(5), () -> stayAlive(claim, 0), sweep);
        world.jobs.fail(FaultPlan.on("timeOut").meanwhile(() -> world.beat(claim, 1)));

        world.pass(Duration.ofSeconds(5), () -> stayAlive(claim, 0), sweep);

        assertThat(world.job(claim.id()).isLive()).isTrue();
    }

    @Test
    void i3OfTwoSweepersOneEndsTheJobAndOneCallbackIsNudged() {
        var claim = world.claim(world.accept());

        world.pass(Duration.ofMinutes(11), () -> stayAlive(claim, 0), sweep, world.jobSweep());

        assertFailedAsStuck(claim.id());
        assertThat(world.publisher.sentTo(MessageQueue.CALLBACKS)).hasSize(1);
        assertThat(world.count("tranche.sweeper.stuck.jobs")).isEqualTo(1);
    }

    @Test
    void i7AThousandJobsInTheQueueOfTwoWorkersForAnHourAreNeitherFailedNorDoubled() {
        var queue = new ArrayDeque<ChunkMessage>();
        for (int i = 0; i < 1_000; i++) {
            queue.add(new ChunkMessage(world.accept(), 0, Via.NEW, world.clock.instant()));
        }
        var held = new ArrayList<Claim>();
        var second = world.jobSweep();

        world.pass(
                Duration.ofHours(1),
                () -> {
                    if (world.clock.instant().getEpochSecond() % 2 == 1) {
                        return;
                    }
                    held.forEach(claim -> {
                        world.jobs.release(claim, Release.givenBack(world.clock.instant()));
                        queue.add(new ChunkMessage(claim.id(), claim.step(), Via.NEXT, world.clock.instant()));
                    });
                    held.clear();
                    for (int worker = 0; worker < 2; worker++) {
                        var message = queue.remove();
                        held.add(world.claim(message.jobId()));
                        world.workerIsBusy(message.queuedAt());
                    }
                },
                sweep,
                second);

        assertThat(world.chunkMessages()).isEmpty();
        assertThat(world.jobs.countByStatus()).containsEntry(JobStatus.PENDING, 1_000L);
    }

    @Test
    void i3AnEndedJobIsLeftAlone() {
        var claim = world.claim(world.accept());
        world.jobs.end(claim, Ending.failed(World.START, "not a database"));

        world.pass(Duration.ofMinutes(15), world::workerIsIdle, sweep);

        assertThat(world.job(claim.id()).findEnding())
                .hasValueSatisfying(e -> assertThat(e.findErrorMessage()).contains("not a database"));
        assertThat(world.chunkMessages()).isEmpty();
    }

    private void stayAlive(Claim claim, int marks) {
        world.beat(claim, marks);
        world.workerIsBusy(World.START);
    }

    private void runDespiteBroker() {
        try {
            sweep.run();
        } catch (PublishFailed e) {
            assertThat(e).hasMessageContaining("the test wants it");
        }
    }

    private void assertFailedAsStuck(JobId id) {
        assertThat(world.job(id).status()).isEqualTo(JobStatus.FAILED);
        assertThat(world.job(id).findEnding())
                .hasValueSatisfying(e -> assertThat(e.findErrorMessage()).contains(TIMED_OUT));
    }
}
