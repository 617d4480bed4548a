package dev.tranche.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tranche.messaging.test.TestBroker;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a whole worker does on any broker, with a real SQLite job store and a folder of objects. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WorkerContract {
    private static final Duration TIME = Duration.ofSeconds(60);

    private Path home;
    private TestWorker worker;

    /** Shared by all tests of this JVM. */
    abstract TestBroker broker();

    @BeforeAll
    void startWorker(@TempDir Path folder) throws Exception {
        home = folder;
        broker().purge();
        SourceDatabase.withRows(home.resolve("main.db"), 4_000);
        // Every part is a step.
        worker = TestWorker.start(
                broker(), home, Map.of("tranche.chunk.slice", "0s", "tranche.chunk.part-size", "64KiB"));
    }

    @AfterAll
    void stopWorker() {
        // None where the broker is not there and the tests are skipped.
        if (worker != null) {
            worker.close();
        }
    }

    @Test
    void c51AJobGoesFromItsMessageToItsObject() {
        var id = worker.accept(ExportFormat.SQL);

        awaitEnd(id);

        assertThat(worker.row(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(new String(worker.objectOf(id), StandardCharsets.UTF_8)).contains("'row 4000 of some'");
        await().untilAsserted(() -> assertThat(spoolFilesOf(id)).isEmpty());
    }

    private List<String> spoolFilesOf(JobId id) throws IOException {
        try (var files = Files.list(home.resolve("spool"))) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> name.startsWith(id.value()))
                    .toList();
        }
    }

    @Test
    void c51ChunksOfAJobAreNeverLessThan100MillisecondsApart() {
        awaitEnd(worker.accept(ExportFormat.SQL));

        var gaps = worker.bean(MeterRegistry.class)
                .get("tranche.chunk.gap")
                .timer()
                .takeSnapshot();
        assertThat(gaps.count()).isGreaterThan(5);
        assertThat(gaps.histogramCounts())
                .filteredOn(bucket -> bucket.bucket(TimeUnit.MILLISECONDS) < 100)
                .isNotEmpty()
                .allMatch(bucket -> bucket.count() == 0);
    }

    @Test
    void jobsShareTheWorkersFairly() {
        var ids =
                Stream.generate(() -> worker.accept(ExportFormat.SQL)).limit(6).toList();
        await().atMost(TIME)
                .until(() -> ids.stream().anyMatch(id -> !worker.row(id).isLive()));
        // Each one waits at the tail, so none is far behind the first.
        int steps =
                ids.stream().mapToInt(id -> worker.row(id).turn().step()).max().orElseThrow();
        assertThat(ids).allMatch(id -> worker.row(id).turn().step() >= steps / 2);
        ids.forEach(this::awaitEnd);
        assertThat(ids).allMatch(id -> worker.row(id).status() == JobStatus.COMPLETED);
        assertThat(ids.stream().map(worker::objectOf).map(Arrays::hashCode).distinct())
                .hasSize(1);
    }

    @Test
    void c61MetricsAreServedForPrometheus() throws Exception {
        awaitEnd(worker.accept(ExportFormat.SQL));
        var request =
                HttpRequest.newBuilder(worker.address("/actuator/prometheus")).build();
        var metrics = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(metrics.body())
                .contains("tranche_chunk_seconds_count", "tranche_part_seconds_count", "tranche_part_bytes_total");
    }

    private void awaitEnd(JobId id) {
        await().atMost(TIME).until(() -> !worker.row(id).isLive());
    }
}
