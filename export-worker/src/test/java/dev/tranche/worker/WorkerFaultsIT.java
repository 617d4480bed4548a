package dev.tranche.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tranche.messaging.test.EmbeddedTestBroker;
import dev.tranche.messaging.test.TcpProxy;
import dev.tranche.messaging.test.TestBroker;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker whose broker, spool folder or process is not there all the time, on the embedded broker. */
class WorkerFaultsIT {
    private static final Duration TIME = Duration.ofSeconds(60);

    /** Every part is a step. */
    private static final Map<String, Object> SMALL_STEPS =
            Map.of("tranche.chunk.slice", "0s", "tranche.chunk.part-size", "64KiB");

    private final TestBroker broker = EmbeddedTestBroker.shared();

    @TempDir
    Path home;

    @BeforeEach
    void emptyQueues() throws Exception {
        broker.purge();
    }

    @Test
    void i4AConnectionThatIsCutLosesNothing() throws Exception {
        SourceDatabase.withRows(home.resolve("main.db"), 4_000);
        try (var proxy = TcpProxy.to(broker.host(), broker.port());
                var worker = TestWorker.start(
                        broker, home, with(SMALL_STEPS, broker.springPropertiesVia(proxy.host(), proxy.port())))) {
            var undisturbed = worker.accept(ExportFormat.SQL);
            awaitEnd(worker, undisturbed);
            var id = worker.accept(ExportFormat.SQL);
            for (int step = 2; step <= 6; step += 2) {
                int reached = step;
                await().atMost(TIME).until(() -> worker.row(id).turn().step() >= reached);
                proxy.cut();
            }
            awaitEnd(worker, id);
            assertThat(worker.row(id).status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(worker.objectOf(id)).isEqualTo(worker.objectOf(undisturbed));
        }
    }

    @Test
    void p14AWorkerThatIsStoppedHandsItsJobToTheNextOneWithinTenSeconds() {
        SourceDatabase.withRows(home.resolve("main.db"), 4_000);
        var first = TestWorker.start(broker, home, SMALL_STEPS);
        var undisturbed = first.accept(ExportFormat.SQL);
        awaitEnd(first, undisturbed);
        var id = first.accept(ExportFormat.SQL);
        await().atMost(TIME).until(() -> first.row(id).turn().step() >= 3);
        var stopping = CompletableFuture.runAsync(first::close);
        assertThat(stopping).succeedsWithin(Duration.ofSeconds(10));
        try (var second = TestWorker.start(broker, home, SMALL_STEPS)) {
            awaitEnd(second, id);
            assertThat(second.row(id).status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(second.row(id).turn().attempts().deaths()).isZero();
            assertThat(second.objectOf(id)).isEqualTo(second.objectOf(undisturbed));
        }
    }

    @Test
    void p22AWorkerThatDoesNotFindItsSpoolFolderTakesNothingAndSaysSo() throws Exception {
        SourceDatabase.withRows(home.resolve("main.db"), 10);
        try (var worker = TestWorker.startWithoutSpool(broker, home, Map.of())) {
            var id = worker.accept(ExportFormat.SQL);
            var health = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(worker.address("/actuator/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("\"spool\":{\"details\":{\"reason\":\"the spool folder is not there");
            assertThat(worker.row(id).turn().step()).isZero();

            worker.makeSpoolReady();
            awaitEnd(worker, id);
            assertThat(worker.row(id).status()).isEqualTo(JobStatus.COMPLETED);
        }
    }

    @Test
    void aBrokerThatIsAwayAtStartIsWaitedFor() throws Exception {
        SourceDatabase.withRows(home.resolve("main.db"), 10);
        try (var proxy = TcpProxy.to(broker.host(), broker.port())) {
            proxy.refuse();
            try (var worker = TestWorker.start(broker, home, broker.springPropertiesVia(proxy.host(), proxy.port()))) {
                var id = worker.admit(ExportFormat.SQL);
                proxy.accept();
                await().atMost(TIME).ignoreExceptions().untilAsserted(() -> worker.announce(id));
                awaitEnd(worker, id);
                assertThat(worker.row(id).status()).isEqualTo(JobStatus.COMPLETED);
            }
        }
    }

    @Test
    void aWorkerStopsInTimeThoughTheBrokerIsAway() throws Exception {
        try (var proxy = TcpProxy.to(broker.host(), broker.port())) {
            proxy.refuse();
            var worker = TestWorker.start(broker, home, broker.springPropertiesVia(proxy.host(), proxy.port()));
            assertThat(CompletableFuture.runAsync(worker::close)).succeedsWithin(Duration.ofSeconds(15));
        }
    }

    private static Map<String, Object> with(Map<String, Object> some, Map<String, Object> more) {
        var all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    private static void awaitEnd(TestWorker worker, JobId id) {
        await().atMost(TIME).until(() -> !worker.row(id).isLive());
    }
}
