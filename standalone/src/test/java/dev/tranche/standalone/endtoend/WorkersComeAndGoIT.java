package dev.tranche.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tranche.messaging.test.RabbitTestBroker;
import dev.tranche.standalone.process.Deployment;
import dev.tranche.standalone.process.OtherEngine;
import dev.tranche.standalone.process.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Workers that are restarted, upgraded and misplaced while jobs run, on a real RabbitMQ. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkersComeAndGoIT {
    /** Enough for a dump of several parts. */
    private static final int ORDERS = 60_000;

    private static final String JOB = "{\"database\":\"shop\"}";

    @TempDir
    Path scratch;

    private Deployment deployment;
    private ServiceProcess gateway;
    private ServiceProcess firstWorker;
    private ServiceProcess secondWorker;
    private Path undisturbed;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        var broker = RabbitTestBroker.shared();
        broker.purge();
        deployment = new Deployment(folder, broker)
                .with("tranche.chunk.part-size", "5MiB")
                .with("tranche.chunk.slice", "50ms")
                .initSpool();
        TestDatabase.shop(deployment.database("shop"), ORDERS);
        gateway = deployment.startGateway().awaitUp();
        firstWorker = deployment.startWorker().awaitUp();
        secondWorker = deployment.startWorker().awaitUp();
        undisturbed = api().awaitDownload(api().start(JOB), folder.resolve("undisturbed.sql"));
    }

    @AfterAll
    void stop() {
        deployment.close();
    }

    /** The pauses are printed and not judged: they depend on what else the machine does. */
    @Test
    void aRollingRestartUnderLoadFailsNoJob_C4_P14() throws Exception {
        var load = Load.start(api(), JOB, 4);

        firstWorker.stop();
        firstWorker = deployment.startWorker().awaitUp();
        secondWorker.stop();
        secondWorker = deployment.startWorker().awaitUp();
        var result = load.finish();

        System.out.println("rolling restart of two workers: " + result);
        assertThat(result.jobs()).isGreaterThanOrEqualTo(4);
        assertThat(result.notCompleted()).isEmpty();
        for (String job : result.completed()) {
            assertThat(api().awaitDownload(job, scratch.resolve("dump.sql"))).hasSameBinaryContentAs(undisturbed);
        }
    }

    @Test
    void workersOfTwoEnginesLeaveEachOthersHalfWrittenObjectsAlone_P15(@TempDir Path classes) throws Exception {
        secondWorker.stop();
        var other = deployment.startWorker(OtherEngine.compileInto(classes)).awaitUp();

        await().atMost(Duration.ofMinutes(10)).until(() -> {
            assertThat(api().awaitDownload(api().start(JOB), scratch.resolve("dump.sql")))
                    .hasSameBinaryContentAs(undisturbed);
            return (firstWorker.log() + other.log()).contains("outcome=waiting");
        });

        other.stop();
        assertThat(firstWorker.log() + other.log()).doesNotContain("begins anew");
        secondWorker = deployment.startWorker().awaitUp();
    }

    @Test
    void whenNoWorkerOfItsEngineIsLeftAnObjectBeginsAnew_P15(@TempDir Path classes) throws Exception {
        secondWorker.stop();
        String job = api().start(JOB);
        awaitFirstPart(job);
        firstWorker.stop();

        var other = deployment.startWorker(OtherEngine.compileInto(classes)).awaitUp();

        assertThat(api().awaitDownload(job, scratch.resolve("dump.sql"))).hasSameBinaryContentAs(undisturbed);
        assertThat(other.log()).contains("begins anew");
        other.stop();
        firstWorker = deployment.startWorker().awaitUp();
        secondWorker = deployment.startWorker().awaitUp();
    }

    @Test
    void aWorkerThatDoesNotSeeTheSharedSpoolSaysSoAndTakesNothing_P22(@TempDir Path unmounted) throws Exception {
        var misplaced = deployment.startWorkerWith("tranche.spool-folder", unmounted.toString());
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> misplaced.health().isPresent());

        for (int i = 0; i < 4; i++) {
            String job = api().start(JOB);
            assertThat(api().awaitEnd(job).path("status").asString()).isEqualTo("completed");
        }

        var health = misplaced.health().orElseThrow();
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(JsonMapper.shared()
                        .readTree(health.body())
                        .at("/components/spool/status")
                        .asString())
                .isEqualTo("DOWN");
        assertThat(misplaced.log()).contains("no chunk is taken").doesNotContain("step=");
        assertThat(unmounted).isEmptyDirectory();
        misplaced.stop();
    }

    private Api api() {
        return new Api(gateway.root());
    }

    private void awaitFirstPart(String job) {
        await("progress of " + job)
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> api().status(job).path("bytesWritten").asLong() > 0);
        assertThat(api().status(job).path("status").asString()).isEqualTo("in_progress");
    }
}
