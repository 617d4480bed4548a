package dev.tranche.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.PublishFailed;
import dev.tranche.model.message.QueuedMessage;
import dev.tranche.model.store.Admission;
import dev.tranche.model.store.InMemoryJobStore;
import dev.tranche.model.store.SampleJobs;
import dev.tranche.model.store.SettableClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** P1 where the broker hangs, blocks its publishers, or is away for some seconds. */
class ChunkNudgesTest {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(1);

    private final CountDownLatch brokerHangs = new CountDownLatch(1);
    private final List<QueuedMessage> published = new CopyOnWriteArrayList<>();
    private final Counter failures = new SimpleMeterRegistry().counter("failures");
    private final ThreadPoolExecutor oneThreadOnePlace =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));
    private final ConfirmedPublisher publisher = (queue, message, trace) -> {
        awaitBroker();
        published.add(message);
    };
    private final ChunkNudges nudges = new ChunkNudges(publisher, BETWEEN_TRIES, oneThreadOnePlace, failures);
    private final SampleJobs sample = new SampleJobs(new InMemoryJobStore(new SettableClock(SampleJobs.T0)));

    @AfterEach
    void stop() {
        oneThreadOnePlace.shutdownNow();
    }

    private void awaitBroker() {
        try {
            brokerHangs.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aBrokerThatHangsDelaysNobodyAndWhatFindsNoRoomIsCountedC20P1() {
        nudges.send(sample.admission());
        await().until(() -> oneThreadOnePlace.getQueue().isEmpty());
        nudges.send(sample.admission());
        nudges.send(sample.admission());
        assertThat(published).isEmpty();
        assertThat(failures.count()).isEqualTo(1);
    }

    @Test
    void aNudgeIsSentAsSoonAsTheBrokerTakesMessagesAgainP1() {
        assertThatOneNudgeArrivesAfter(PublishFailed.Reason.BLOCKED);
        assertThat(failures.count()).as("an alarm is no failure").isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTION", "TIMEOUT", "NACKED", "UNROUTABLE"})
    void aNudgeThatFailsIsSentAgainUntilTheBrokerHasItAndCountedOnceP1(PublishFailed.Reason reason) {
        assertThatOneNudgeArrivesAfter(reason);
        assertThat(failures.count()).isEqualTo(1);
    }

    private void assertThatOneNudgeArrivesAfter(PublishFailed.Reason reason) {
        Admission admission = sample.admission();
        nudgesThatFail(50, reason).send(admission);
        await().untilAsserted(() ->
                assertThat(published).extracting(QueuedMessage::id).containsExactly(admission.id() + "/0"));
    }

    private ChunkNudges nudgesThatFail(int times, PublishFailed.Reason reason) {
        var failing = new AtomicInteger(times);
        ConfirmedPublisher unwell = (queue, message, trace) -> {
            if (failing.getAndDecrement() > 0) {
                throw new PublishFailed(reason, queue, message, "the broker is not well");
            }
            published.add(message);
        };
        return new ChunkNudges(unwell, BETWEEN_TRIES, oneThreadOnePlace, failures);
    }

    @ParameterizedTest
    @EnumSource(PublishFailed.Reason.class)
    void aBrokerThatStaysAwayDoesNotKeepAGatewayFromEndingP14(PublishFailed.Reason reason) {
        ChunkNudges unsent = nudgesThatFail(Integer.MAX_VALUE, reason);
        unsent.send(sample.admission());
        unsent.close();
        assertThat(oneThreadOnePlace.isTerminated()).isTrue();
        assertThat(failures.count()).isEqualTo(1);
    }

    @Test
    void whatWaitsIsSentAtShutdownP1() {
        Admission first = sample.admission();
        Admission second = sample.admission();
        nudges.send(first);
        nudges.send(second);
        brokerHangs.countDown();
        nudges.close();
        assertThat(published).extracting(QueuedMessage::id).containsExactly(first.id() + "/0", second.id() + "/0");
    }
}
