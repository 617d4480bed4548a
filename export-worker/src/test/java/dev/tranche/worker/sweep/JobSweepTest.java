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
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class JobSweepTest {
    private static final String TIMED_OUT = "Export job timed out after 10 minutes";

    private final World world = new World();
    private final JobSweep sweep = world.jobSweep();

    // Lost messages

    @Test
    void p11ALostMessageOfAPendingJobIsSentAgainWithin40Seconds() {
        var id = world.accept();

        world.pass(Duration.ofSeconds(35), world::workerIsIdle, sweep);

        assertThat(world.chunkMessages())
                .containsExactly(new ChunkMessage(id, 0, Via.REPAIR, World.START.plusSeconds(30)));
        assertThat(world.job(id).turn().queueing().repairs()).isEqualTo(1);
        assertThat(world.count("tranche.sweeper.repairs")).isEqualTo(1);
    }

    @Test
    void p11TheIntervalDoublesAtEachRepairOfAStep() {
        world.accept();

        world.pass(Duration.ofSeconds(475), world::workerIsIdle, sweep);

        assertThat(world.chunkMessages().stream().map(m -> secondsAt(((ChunkMessage) m).queuedAt())))
                .containsExactly(30L, 90L, 210L, 450L);
    }

    @Test
    void p11AnotherMessageQueuedLaterAndTakenProvesTheLossToo() {
        world.accept();

        world.pass(Duration.ofSeconds(35), () -> world.workerIsBusy(World.START.plusSeconds(11)), sweep);

        assertThat(world.chunkMessages()).hasSize(1);
    }

    @Test
    void p11AMessageInABacklogIsNotLost() {
        world.accept();

        world.pass(Duration.ofHours(1), () -> world.workerIsBusy(World.START.plusSeconds(9)), sweep);

        assertThat(world.chunkMessages()).isEmpty();
    }

    @Test
    void p11WithoutAnyWorkerNothingIsKnown() {
        world.accept();

        world.pass(Duration.ofHours(1), () -> {}, sweep);

        assertThat(world.chunkMessages()).isEmpty();
    }

    @Test
    void p11AJobThatWaitsForItsNextAttemptIsNotRepairedBefore30SecondsAfterIt() {
        var claim = world.claim(world.accept());
        var next = World.START.plusSeconds(60);
        world.jobs.release(claim, Release.failed(World.START, next, "the disk is full"));

        world.pass(Duration.ofSeconds(85), world::workerIsIdle, sweep);
        assertThat(world.chunkMessages()).isEmpty();

        world.pass(Duration.ofSeconds(5), world::workerIsIdle, sweep);
        assertThat(world.chunkMessages()).hasSize(1);
    }

    @Test
    void p11AHeldJobIsNeverRepaired() {
        var claim = world.claim(world.accept());

        world.pass(Duration.ofMinutes(5), () -> stayAlive(claim, 1), sweep);

        assertThat(world.chunkMessages()).isEmpty();
    }

    @Test
    void p11OfTwoSweepersOneRepairs() {
        world.accept();

        world.pass(Duration.ofSeconds(40), world::workerIsIdle, sweep, world.jobSweep());

        assertThat(world.chunkMessages()).hasSize(1);
    }

    @Test
    void p11EvidenceFromTheFutureProvesNothing() {
        world.accept();

        world.pass(Duration.ofMinutes(5), () -> world.workerIsBusy(World.START.plus(Duration.ofHours(1))), sweep);

        assertThat(world.chunkMessages()).isEmpty();
    }

    @Test
    void p11NothingIsRepairedWhileTheBrokerIsAway() {
        var id = world.accept();
        world.brokerAway(true);

        world.pass(Duration.ofMinutes(30), world::workerIsIdle, sweep);

        assertThat(world.job(id).turn().queueing().repairs()).isZero();
    }

    /** A repair that nobody can send would only put off the next one, so that work went on late after the alarm. */
    @Test
    void p11NoRepairIsSpentWhileTheBrokerTakesNoMessages() {
        var id = world.accept();
        world.brokerAlarm("low on disk");
        world.pass(Duration.ofMinutes(30), world::workerIsIdle, sweep);
        assertThat(world.job(id).turn().queueing().repairs()).isZero();

        world.brokerAlarm(null);
        world.pass(Duration.ofSeconds(5), world::workerIsIdle, sweep);

        assertThat(world.chunkMessages()).hasSize(1);
    }

    // Stuck jobs

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
    void aMessageThatCannotBeSentEndsTheRunAndIsSentLater() {
        world.accept();
        world.pass(Duration.ofSeconds(25), world::workerIsIdle, sweep);
        world.publisher.failNext();
        world.clock.advance(Duration.ofSeconds(5));
        world.workerIsIdle();
        assertThatThrownBy(sweep::run).isInstanceOf(PublishFailed.class);

        world.pass(Duration.ofSeconds(60), world::workerIsIdle, sweep);

        assertThat(world.chunkMessages()).hasSize(1);
    }

    // A backlog

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

    // Endings

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

    private static long secondsAt(Instant time) {
        return Duration.between(World.START, time).toSeconds();
    }
}
