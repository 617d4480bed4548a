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
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** P1 where the broker is neither well nor away, but hangs. */
class ChunkNudgesTest {
    private final CountDownLatch brokerHangs = new CountDownLatch(1);
    private final List<QueuedMessage> published = new CopyOnWriteArrayList<>();
    private final Counter failures = new SimpleMeterRegistry().counter("failures");
    private final ThreadPoolExecutor oneThreadOnePlace =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));
    private final ConfirmedPublisher publisher = (queue, message, trace) -> {
        awaitBroker();
        published.add(message);
    };
    private final ChunkNudges nudges = new ChunkNudges(publisher, oneThreadOnePlace, failures);
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
        var alarms = new AtomicInteger(50);
        ConfirmedPublisher blocked = (queue, message, trace) -> {
            if (alarms.getAndDecrement() > 0) {
                throw new PublishFailed(PublishFailed.Reason.BLOCKED, queue, message, "low on memory");
            }
            published.add(message);
        };
        Admission admission = sample.admission();

        new ChunkNudges(blocked, oneThreadOnePlace, failures).send(admission);

        await().untilAsserted(() ->
                assertThat(published).extracting(QueuedMessage::id).containsExactly(admission.id() + "/0"));
        assertThat(failures.count()).isZero();
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
