package dev.tranche.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tranche.messaging.test.EmbeddedTestBroker;
import dev.tranche.standalone.process.Deployment;
import dev.tranche.standalone.process.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C4, I1: whatever is killed in the middle of an export, the object is the same to the byte as that of an undisturbed run. */
class KilledProcessesIT {
    private static final int ORDERS = 120_000;
    private static final String JOB = "{\"database\":\"shop\"}";

    @TempDir
    Path folder;

    @TempDir
    Path scratch;

    private Deployment deployment;
    private ServiceProcess gateway;
    private ServiceProcess firstWorker;
    private ServiceProcess secondWorker;

    @BeforeEach
    void start() throws Exception {
        EmbeddedTestBroker.shared().purge();
        deployment = new Deployment(folder, EmbeddedTestBroker.shared())
                .with("tranche.chunk.part-size", "5MiB")
                .with("tranche.chunk.slice", "50ms")
                .initSpool();
        TestDatabase.shop(deployment.database("shop"), ORDERS);
        gateway = deployment.startGateway();
        firstWorker = deployment.startWorker();
        secondWorker = deployment.startWorker();
        gateway.awaitUp();
        firstWorker.awaitUp();
        secondWorker.awaitUp();
    }

    @AfterEach
    void stop() {
        deployment.close();
    }

    @Test
    void killingEachWorkerAndTheGatewayInTurnChangesNoByte_C4() {
        Path undisturbed = api().awaitDownload(api().start(JOB), scratch.resolve("undisturbed.sql"));

        String job = api().start(JOB);
        awaitBytes(job, 1);
        firstWorker.kill();
        assertThat(api().status(job).path("status").asString()).isEqualTo("in_progress");
        awaitMore(job);
        secondWorker.kill();
        assertThat(api().status(job).path("status").asString()).isEqualTo("in_progress");
        deployment.startWorker().awaitUp();
        awaitMore(job);
        gateway.kill();
        gateway = deployment.startGateway().awaitUp();

        assertThat(api().awaitDownload(job, scratch.resolve("disturbed.sql"))).hasSameBinaryContentAs(undisturbed);
    }

    @Test
    @Tag("long")
    void aJobAcceptedJustBeforeTheGatewayDiesIsDone_C20() {
        String job = api().start(JOB);
        gateway.kill();
        gateway = deployment.startGateway().awaitUp();

        assertThat(api().awaitEnd(job).path("status").asString()).isEqualTo("completed");
    }

    private Api api() {
        return new Api(gateway.root());
    }

    private void awaitMore(String job) {
        awaitBytes(job, api().status(job).path("bytesWritten").asLong() + 1);
    }

    private void awaitBytes(String job, long bytes) {
        await("progress of " + job)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> api().status(job).path("bytesWritten").asLong() >= bytes);
    }
}
