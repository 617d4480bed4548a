package dev.tranche.worker.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkerActivityTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger attached = new AtomicInteger(1);
    private final WorkerActivity activity = new WorkerActivity(attached::get, nanos::get);

    @Test
    void p11AWorkerThatNeverWaitedWasNeverIdle() {
        activity.taken(NOW);
        pass(Duration.ofHours(1));
        assertThat(activity.lastIdleAt(NOW)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void p11AConsumerThatWaitedASecondIsIdleNow() {
        activity.lastIdleAt(NOW);
        pass(WorkerActivity.IDLE_AFTER);
        assertThat(activity.lastIdleAt(NOW)).isEqualTo(NOW);
    }

    @Test
    void p11ThePauseBetweenTwoMessagesOfABacklogIsNotIdleness() {
        for (int i = 0; i < 100; i++) {
            activity.taken(NOW);
            pass(Duration.ofSeconds(2));
            activity.done();
            pass(Duration.ofMillis(5));
        }
        assertThat(activity.lastIdleAt(NOW)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void p11TheEndOfTheLastIdleTimeIsRemembered() {
        activity.lastIdleAt(NOW);
        pass(Duration.ofSeconds(3));
        activity.taken(NOW);
        pass(Duration.ofSeconds(7));
        assertThat(activity.lastIdleAt(NOW)).isEqualTo(NOW.minusSeconds(7));
    }

    @Test
    void p11AConsumerWithoutAQueueProvesNothing() {
        attached.set(0);
        activity.lastIdleAt(NOW);
        pass(Duration.ofMinutes(1));
        assertThat(activity.lastIdleAt(NOW)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void p11TheOnlyConsumerThatIsAttachedBeingBusyNobodyIsIdle() {
        attached.set(2);
        activity.taken(NOW);
        attached.set(1);
        activity.lastIdleAt(NOW);
        pass(Duration.ofMinutes(1));
        assertThat(activity.lastIdleAt(NOW)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void p11TheNewestMessageCountsInWhateverOrderTheyCome() {
        activity.taken(NOW);
        activity.done();
        activity.taken(NOW.minusSeconds(9));
        assertThat(activity.newestQueuedAtTaken()).isEqualTo(NOW);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
