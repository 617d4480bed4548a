package dev.tranche.worker.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.messaging.PublishFailed;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.Via;
import dev.tranche.model.store.Claim;
import dev.tranche.model.store.Release;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** P11: which messages are taken for lost and sent again. */
class RepairSweepTest {
    private final World world = new World();
    private final JobSweep sweep = world.jobSweep();

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

    private void stayAlive(Claim claim, int marks) {
        world.beat(claim, marks);
        world.workerIsBusy(World.START);
    }

    private static long secondsAt(Instant time) {
        return Duration.between(World.START, time).toSeconds();
    }
}
