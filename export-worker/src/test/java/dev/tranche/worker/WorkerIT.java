package dev.tranche.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tranche.messaging.test.EmbeddedTestBroker;
import dev.tranche.messaging.test.TestBroker;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole worker on the embedded broker, with a real SQLite job store and a folder of objects. */
class WorkerIT {
    private final TestBroker broker = EmbeddedTestBroker.shared();

    @TempDir
    Path home;

    @BeforeEach
    void emptyQueues() throws Exception {
        broker.purge();
    }

    @Test
    void c51AJobGoesFromItsMessageToItsObject() throws Exception {
        SourceDatabase.withRows(home.resolve("main.db"), 100);
        try (var worker = TestWorker.start(broker, home, Map.of())) {
            var id = worker.accept(ExportFormat.SQL);

            awaitEnd(worker, id);

            assertThat(worker.row(id).status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(new String(worker.objectOf(id), StandardCharsets.UTF_8)).contains("'row 100 of some'");
            await().untilAsserted(() -> assertThat(spoolFiles()).isEmpty());
        }
    }

    private static void awaitEnd(TestWorker worker, JobId id) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !worker.row(id).isLive());
    }

    private List<String> spoolFiles() throws Exception {
        try (var files = Files.list(home.resolve("spool"))) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> !n.startsWith("."))
                    .toList();
        }
    }
}
