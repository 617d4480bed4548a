package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.message.Via;
import dev.tranche.model.store.Claim;
import dev.tranche.model.store.Holder;
import dev.tranche.worker.SourceDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a delivery makes of its message (P1, P2, P6, P13). */
class ChunkMessagesTest {
    @TempDir
    Path home;

    private Simulation simulation;
    private JobId id;

    @BeforeEach
    void aJobAtStepTwo() throws Exception {
        var database = SourceDatabase.withRows(home.resolve("main.db"), 40);
        simulation = new Simulation(Files.createDirectory(home.resolve("spool")), database, 1);
        id = simulation.accept(ExportFormat.SQL);
        simulation.deliver();
        assertThat(simulation.row(id).turn().step()).isEqualTo(2);
    }

    @Test
    void p6ACommittedStepPublishesTheNextOneBehindADelayOf100Milliseconds() {
        assertThat(published()).containsExactly(next(2));
        assertThat(simulation.queue.size()).isEqualTo(1);
    }

    /** RabbitMQ 4 takes a message that is given back 20 times for one that nobody can handle. */
    @Test
    void p6WhileTheBrokerTakesNoMessagesTheOneInHandIsKept() {
        simulation.queue.block(500);
        comes(2, Via.NEXT, false);
        assertThat(last().via()).isEqualTo(Via.NEXT);
        assertThat(last().step()).isEqualTo(3);
    }

    @Test
    void c52EveryChunkGoesOnFromTheRowAloneWhenNoWorkerLivesForTwo() throws Exception {
        var undisturbed = new Simulation(Files.createDirectory(home.resolve("other")), home.resolve("main.db"), 1);
        var same = undisturbed.accept(ExportFormat.SQL);
        undisturbed.run(same);
        simulation
                .queue
                .faults()
                .add(FaultPlan.on("acknowledge").fromCall(2).afterEffect().crash());

        simulation.run(id);

        assertThat(simulation.crashes()).isGreaterThan(3);
        assertThat(simulation.objectOf(id)).isEqualTo(undisturbed.objectOf(same));
        simulation.assertNothingLeft(id);
    }

    private ChunkMessage next(int step) {
        return new ChunkMessage(id, step, Via.NEXT, simulation.time.instant().plusMillis(100));
    }

    @Test
    void c51TheGapBetweenTwoChunksIsMeasured() {
        simulation.deliver();
        var gap = simulation.meters.get("tranche.chunk.gap").timer();
        assertThat(gap.count()).isEqualTo(1);
        assertThat(gap.max(TimeUnit.MILLISECONDS)).isEqualTo(100);
    }

    @Test
    void p1AStaleMessageIsAcknowledged() {
        int before = published().size();
        comes(1, Via.NEXT, false);
        assertThat(published()).hasSize(before);
    }

    @Test
    void p1AStaleMessageThatWasRefusedDiesOut() {
        int before = published().size();
        comes(1, Via.REFUSED, false);
        assertThat(published()).hasSize(before);
    }

    @Test
    void p1AStaleMessageThatIsRedeliveredMayBeTheLastTraceAndSendsTheRowsStep() {
        comes(1, Via.NEXT, true);
        assertThat(last().via()).isEqualTo(Via.REPAIR);
        assertThat(last().step()).isEqualTo(2);
        assertThat(last().queuedAt()).isEqualTo(simulation.time.instant());
    }

    @Test
    void p1SoDoesAStaleOneThatCameAfterAFailure() {
        comes(1, Via.FAILED, false);
        assertThat(last().via()).isEqualTo(Via.REPAIR);
    }

    @Test
    void p1WhileTheJobIsHeldTheLastTraceWaitsASecondAsRefused() {
        hold(2);
        comes(1, Via.FAILED, false);
        assertThat(last().via()).isEqualTo(Via.REFUSED);
        assertThat(last().queuedAt()).isEqualTo(simulation.time.instant().plusSeconds(1));
    }

    @Test
    void p1AMessageAheadOfTheRowRunsTheRowsStep() {
        comes(7, Via.NEXT, false);
        assertThat(simulation.row(id).turn().step()).isEqualTo(3);
    }

    @Test
    void p2AHeldStepIsRefusedForASecondAndNotCounted() {
        hold(2);
        comes(2, Via.NEXT, false);
        assertThat(last().via()).isEqualTo(Via.REFUSED);
        assertThat(last().step()).isEqualTo(2);
        assertThat(simulation.row(id).turn().attempts().attempts()).isEqualTo(1);
    }

    @Test
    void p2AHolderThatFellSilentIsReplacedAfterFiveSecondsAndCountsAsADeath() {
        hold(2);
        simulation.time.jump(Duration.ofSeconds(5));
        simulation.jobs.fail(FaultPlan.on("commit")
                .call(2)
                .meanwhile(() -> assertThat(simulation.row(id).turn().attempts().deaths())
                        .isEqualTo(1)));
        comes(2, Via.NEXT, false);
        assertThat(simulation.row(id).turn().step()).isEqualTo(3);
        assertThat(simulation.meters.get("tranche.chunk.deaths").counter().count())
                .isEqualTo(1);
    }

    @Test
    void p2TheHeartbeatKeepsALongStepHeld() {
        simulation.objects.fail(FaultPlan.on("uploadPart").call(2).meanwhile(() -> {
            simulation.time.sleep(Duration.ofMinutes(3));
            assertThat(simulation.row(id).turn().isHeld(simulation.time.instant()))
                    .isTrue();
        }));
        simulation.deliver();
        assertThat(simulation.row(id).turn().step()).isEqualTo(3);
    }

    @Test
    void c36ACancelledJobIsNoticedByTheNextBeatAndCleanedByTheOneAtWork() {
        simulation.objects.fail(FaultPlan.on("uploadPart").call(2).meanwhile(() -> {
            simulation.jobs.cancel(id, simulation.time.instant());
            simulation.time.sleep(Duration.ofSeconds(2));
        }));
        simulation.deliver();
        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(simulation.queue.callbacks()).hasSize(1);
        simulation.assertNothingLeft(id);
    }

    @Test
    void p13AMessageHeldForTenMinutesIsAcknowledgedAndTheWorkGoesOn() {
        simulation.objects.fail(FaultPlan.on("uploadPart").call(2).meanwhile(() -> {
            simulation.time.sleep(Chunk.ACKNOWLEDGE_AFTER);
            assertThat(simulation.queue.size()).isZero();
        }));
        simulation.deliver();
        assertThat(simulation.row(id).turn().step()).isEqualTo(3);
        assertThat(last().step()).isEqualTo(3);
    }

    @Test
    void p7AJobStoreThatCannotBeReadLeavesTheMessageUnacknowledged() {
        simulation.jobs.fail(FaultPlan.on("commit").fromCall(2));
        simulation.jobs.fail(
                FaultPlan.on("find").fromCall(simulation.jobs.faults().calls("find") + 3));
        simulation.deliver();
        assertThat(simulation.queue.size()).isEqualTo(1);
        assertThat(published()).hasSize(1);
    }

    private void hold(int step) {
        var stranger = new Claim(id, step, Holder.create(new Random(99)));
        assertThat(simulation.rows.claim(stranger, simulation.time.instant())).isTrue();
    }

    /** The only message there is. */
    private void comes(int step, Via via, boolean redelivered) {
        var delivery = new Acknowledged();
        simulation.take(
                new Arrival(new ChunkMessage(id, step, via, simulation.time.instant()), redelivered, TraceHeaders.NONE),
                delivery);
        assertThat(delivery.count).isEqualTo(1);
    }

    /** Counts its acknowledgements. */
    private static final class Acknowledged implements Delivery {
        private int count;

        @Override
        public void acknowledge() {
            count++;
        }

        @Override
        public boolean giveBack() {
            throw new AssertionError("given back");
        }

        @Override
        public void acknowledgeEarly() {
            throw new AssertionError("acknowledged early");
        }
    }

    private List<ChunkMessage> published() {
        return simulation.queue.published();
    }

    private ChunkMessage last() {
        return published().get(published().size() - 1);
    }
}
