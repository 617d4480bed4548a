package dev.tranche.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tranche.messaging.test.RabbitNode;
import dev.tranche.standalone.process.Deployment;
import dev.tranche.standalone.process.ServiceProcess;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway and a worker whose RabbitMQ runs out of memory during exports, and has some again. */
@Tag("long")
class RabbitAlarmIT {
    private static final int JOBS = 12;
    private static final String JOB = "{\"database\":\"shop\"}";
    private static final String WHY = "low on memory";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @TempDir
    Path scratch;

    private RabbitNode node;
    private Deployment deployment;
    private ServiceProcess gateway;
    private ServiceProcess worker;

    @BeforeEach
    void start() throws Exception {
        node = RabbitNode.shared();
        node.broker().purge();
        deployment = new Deployment(folder, node.broker())
                .with("tranche.chunk.part-size", "5MiB")
                .with("tranche.chunk.slice", "50ms")
                .initSpool();
        TestDatabase.shop(deployment.database("shop"), 100_000);
        gateway = deployment.startGateway();
        worker = deployment.startWorker();
        gateway.awaitUp();
        worker.awaitUp();
    }

    @AfterEach
    void stop() {
        if (deployment != null) {
            node.endMemoryAlarm();
            deployment.close();
        }
    }

    @Test
    void jobsWaitForTheEndOfTheAlarmSaySoAndGoOn_C4_C20() {
        Path undisturbed = api().awaitDownload(api().start(JOB), scratch.resolve("undisturbed.sql"));
        var started = Stream.generate(() -> api().start(JOB)).limit(JOBS).toList();
        new ProgressWatch(api(), started.subList(0, 1)).untilBytes(1);

        node.startMemoryAlarm();
        // The command takes seconds on a busy machine, in which the first of them may have ended.
        var atWork = started.stream().filter(this::isLive).toList();
        assertThat(atWork).isNotEmpty();
        String accepted = api().start(JOB);
        var waiting = Stream.concat(atWork.stream(), Stream.of(accepted)).toList();

        for (String job : waiting) {
            await(job)
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    api().status(job).path("waitingFor").asString())
                            .isEqualTo("the message broker, which takes no messages: " + WHY));
        }
        for (ServiceProcess process : List.of(gateway, worker)) {
            await(process.root().toString())
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(health(process))
                            .contains("\"broker\":{\"details\":{\"reason\":\"the broker takes no messages: " + WHY
                                    + "\"}"));
        }

        node.endMemoryAlarm();
        var after = new ProgressWatch(api(), waiting).untilEnd();

        System.out.printf(
                "RabbitMQ's alarm ended: longest pause of a job after it %d ms%n",
                after.longestPause().toMillis());
        for (String job : waiting) {
            assertThat(api().awaitDownload(job, scratch.resolve(job + ".sql"))).hasSameBinaryContentAs(undisturbed);
        }
        Stream.of(gateway, worker).forEach(ServiceProcess::awaitUp);
    }

    private boolean isLive(String job) {
        return !api().status(job).path("status").asString().equals("completed");
    }

    private static String health(ServiceProcess process) {
        HttpResponse<String> response = new Api(process.root()).get("/actuator/health");
        assertThat(response.statusCode()).isEqualTo(503);
        return response.body();
    }

    private Api api() {
        return new Api(gateway.root());
    }
}
