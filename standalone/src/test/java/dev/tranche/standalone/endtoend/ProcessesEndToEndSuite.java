package dev.tranche.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tranche.messaging.test.TestBroker;
import dev.tranche.standalone.process.Deployment;
import dev.tranche.standalone.process.ServiceProcess;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * One gateway and two workers as processes of their own, on the broker and the stores that a subclass brings. What a test kills
 * it starts again, for those after it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProcessesEndToEndSuite extends EndToEndSuite {
    /** Enough for a dump of several parts. */
    private static final int MANY_ORDERS = 120_000;

    private static final String LONG_JOB = "{\"database\":\"warehouse\"}";

    private Deployment deployment;
    private ServiceProcess gateway;
    private ServiceProcess firstWorker;
    private ServiceProcess secondWorker;

    abstract TestBroker broker();

    /** Sets the stores, where they are not the deployment's own SQLite file and folder. */
    void configure(Deployment deployment) throws Exception {}

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        broker().purge();
        deployment = new Deployment(folder, broker())
                .with("tranche.chunk.part-size", "5MiB")
                .with("tranche.chunk.slice", "50ms");
        configure(deployment);
        deployment.initSpool();
        gateway = deployment.startGateway();
        firstWorker = deployment.startWorker();
        secondWorker = deployment.startWorker();
        gateway.awaitUp();
        firstWorker.awaitUp();
        secondWorker.awaitUp();
    }

    @AfterAll
    void stop() {
        deployment.close();
    }

    @Override
    Api api() {
        return new Api(gateway.root());
    }

    @Override
    Path database(String name) {
        return deployment.database(name);
    }

    @Override
    List<Path> snapshots() {
        return deployment.snapshots();
    }

    @Test
    void killingEachWorkerAndTheGatewayInTurnChangesNoByte_C4_I1() throws SQLException {
        TestDatabase.shop(database("warehouse"), MANY_ORDERS);
        Path undisturbed = api().awaitDownload(api().start(LONG_JOB), scratch.resolve("undisturbed.sql"));

        String job = api().start(LONG_JOB);
        awaitBytes(job, 1);
        firstWorker.kill();
        assertInProgress(job);
        awaitMore(job);
        secondWorker.kill();
        assertInProgress(job);
        gateway.kill();
        firstWorker = deployment.startWorker();
        secondWorker = deployment.startWorker();
        gateway = deployment.startGateway().awaitUp();
        firstWorker.awaitUp();
        secondWorker.awaitUp();

        assertThat(api().awaitDownload(job, scratch.resolve("disturbed.sql"))).hasSameBinaryContentAs(undisturbed);
    }

    /** Where the gateway dies between row and message, the sweeper's repair sends the message, after P11's 30 seconds. */
    @Test
    @Tag("long")
    void aJobAcceptedJustBeforeTheGatewayDiesIsDone_C20() throws SQLException {
        String job = api().start("{\"database\":\"%s\"}".formatted(shop()));
        gateway.kill();
        gateway = deployment.startGateway().awaitUp();

        assertThat(api().awaitEnd(job).path("status").asString()).isEqualTo("completed");
    }

    private void assertInProgress(String job) {
        assertThat(api().status(job).path("status").asString()).isEqualTo("in_progress");
    }

    private void awaitMore(String job) {
        awaitBytes(job, api().status(job).path("bytesWritten").asLong() + 1);
    }

    private void awaitBytes(String job, long bytes) {
        await("progress of " + job)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> api().status(job).path("bytesWritten").asLong() >= bytes);
    }
}
