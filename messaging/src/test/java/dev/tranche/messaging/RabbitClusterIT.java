package dev.tranche.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.messaging.test.RabbitCluster;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.Via;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Publishers of a cluster of which a node dies. */
@Tag("long")
class RabbitClusterIT {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");
    private static final int PUBLISHERS = 8;

    /** Longer than finding a new leader and connecting to another node takes, also on a slow machine. */
    private static final Duration RECOVERED = Duration.ofSeconds(6);

    /**
     * P6: what was confirmed is there, and the failures end though the node stays away. To the work queue itself, because 3.10.8 may stop
     * dead-lettering when a leader dies (docs/rabbitmq.md); exports in such a cluster are standalone's test.
     */
    @Test
    void publishersGoOnWithoutTheNodeThatLedTheirQueue() throws Exception {
        try (var cluster = RabbitCluster.start();
                var application = MessagingApplication.start(cluster.broker())) {
            var publisher = application.getBean(ConfirmedPublisher.class);
            var run = new Run(publisher);
            run.publishOne();
            var leader = cluster.leaderOf(MessageQueue.CHUNKS.queueName());

            var threads = Executors.newFixedThreadPool(PUBLISHERS);
            for (int i = 0; i < PUBLISHERS; i++) {
                threads.execute(run::publishUntilEnd);
            }
            Awaitility.await().until(() -> run.confirmed.size() > 100);
            run.killedAt = System.nanoTime();
            leader.kill();
            run.endAt = run.killedAt + RECOVERED.multipliedBy(2).toNanos();
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

            System.out.printf(
                    "RabbitMQ's leader killed under %d publishers: %d confirmed, %d failed, the last after %d ms%n",
                    PUBLISHERS,
                    run.confirmed.size(),
                    run.failures.size(),
                    run.lastFailure().afterKill().toMillis());
            assertThat(run.lastFailure().afterKill())
                    .as("%s", run.lastFailure())
                    .isLessThan(RECOVERED);
            var depths = application.getBean(QueueDepths.class);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(
                                    depths.read().get(MessageQueue.CHUNKS).messages())
                            .isGreaterThanOrEqualTo(run.confirmed.size()));
        }
    }

    private record Failure(Duration afterKill, String why) {}

    private static final class Run {
        private final ConfirmedPublisher publisher;
        private final AtomicInteger steps = new AtomicInteger();
        private final Set<Integer> confirmed = ConcurrentHashMap.newKeySet();
        private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
        private volatile long killedAt = System.nanoTime();
        private volatile long endAt = Long.MAX_VALUE;

        Run(ConfirmedPublisher publisher) {
            this.publisher = publisher;
        }

        void publishUntilEnd() {
            while (System.nanoTime() < endAt) {
                publishOne();
            }
        }

        void publishOne() {
            int step = steps.getAndIncrement();
            try {
                publisher.publish(MessageQueue.CHUNKS, new ChunkMessage(JOB, step, Via.NEW, Instant.EPOCH));
                confirmed.add(step);
            } catch (PublishFailed e) {
                failures.add(new Failure(Duration.ofNanos(System.nanoTime() - killedAt), e.getMessage()));
            }
        }

        Failure lastFailure() {
            return failures.stream()
                    .max(Comparator.comparing(Failure::afterKill))
                    .orElse(new Failure(Duration.ZERO, "none"));
        }
    }
}
