package dev.tranche.worker.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.MessageQueue;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Callbacks whose message was lost (P9): sent again, and no flood of them. */
class CallbackSweepTest {
    private final World world = new World();
    private final CallbackSweep sweep = newSweep();

    private CallbackSweep newSweep() {
        return new CallbackSweep(world.jobs, world.queues(), world.nudge, new SweepMetrics(world.meters));
    }

    @Test
    void p9AnOverdueCallbackIsNudgedOnceAMinute() {
        var id = world.accept();
        world.jobs.cancel(id, World.START);

        world.pass(Duration.ofSeconds(5), () -> {}, sweep);
        assertThat(world.publisher.sent()).isEmpty();

        world.pass(Duration.ofSeconds(55), () -> {}, sweep);
        assertThat(world.publisher.sentTo(MessageQueue.CALLBACKS)).containsExactly(CallbackMessage.ofEnded(id));

        world.pass(Duration.ofSeconds(60), () -> {}, sweep);
        assertThat(world.publisher.sentTo(MessageQueue.CALLBACKS)).hasSize(2);
    }

    @Test
    void p9NothingIsNudgedIntoABacklogOfCallbacks() {
        world.jobs.cancel(world.accept(), World.START);
        world.depths.put(MessageQueue.CALLBACKS, 1_000L);

        world.pass(Duration.ofMinutes(59), () -> {}, sweep);

        assertThat(world.publisher.sent()).isEmpty();
    }

    /** Or it would never be sent while receivers that hang keep the queue full. */
    @Test
    void p9ACallbackWhoseMessageIsLostIsNudgedIntoABacklogLateAndSeldom() {
        for (int i = 0; i < 8; i++) {
            world.jobs.cancel(world.accept(), World.START);
        }
        world.depths.put(MessageQueue.CALLBACKS, 1_000L);

        world.pass(Duration.ofMinutes(61), () -> {}, sweep);
        assertThat(world.publisher.sentTo(MessageQueue.CALLBACKS)).hasSize(8).doesNotHaveDuplicates();

        world.pass(Duration.ofMinutes(55), () -> {}, sweep);
        assertThat(world.publisher.sentTo(MessageQueue.CALLBACKS)).hasSize(8);
    }

    @Test
    void p9OfTwoSweepersBothMayNudgeButSeldom() {
        world.jobs.cancel(world.accept(), World.START);

        world.pass(Duration.ofMinutes(10), () -> {}, sweep, newSweep());

        assertThat(world.publisher.sent()).hasSizeBetween(1, 10);
    }
}
