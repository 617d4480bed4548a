package dev.tranche.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tranche.messaging.QueueDepths;
import dev.tranche.messaging.test.EmbeddedTestBroker;
import dev.tranche.messaging.test.TestBroker;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.worker.activity.WorkerActivity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker says of the queue to the sweepers of all (P11). */
class WorkerEvidenceIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestBroker broker = EmbeddedTestBroker.shared();

    @TempDir
    Path home;

    @BeforeEach
    void emptyQueues() throws Exception {
        broker.purge();
    }

    @Test
    @Tag("long")
    void i7AWorkerThatMayNotConsumeNeverClaimsThatTheQueueIsEmpty() throws Exception {
        SourceDatabase.withRows(home.resolve("main.db"), 1);
        try (var worker = TestWorker.start(broker, home, Map.of())) {
            await().atMost(LONG).until(() -> idleAt(worker).isAfter(Instant.EPOCH));

            Files.delete(home.resolve("spool").resolve(".tranche-deployment"));
            await().atMost(LONG).until(() -> consumersOfChunks(worker) == 0);
            var before = idleAt(worker);

            await().during(Duration.ofSeconds(3))
                    .atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(idleAt(worker)).isBetween(before.minusMillis(100), before.plusMillis(100)));
        }
    }

    private static Instant idleAt(TestWorker worker) {
        return worker.bean(WorkerActivity.class).lastIdleAt(worker.jobs().now());
    }

    private static int consumersOfChunks(TestWorker worker) {
        return worker.bean(QueueDepths.class).read().get(MessageQueue.CHUNKS).consumers();
    }
}
