package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.messaging.BrokerUnavailable;
import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.store.SampleJobs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C61. */
class WatchTest {
    @TempDir
    private Path folder;

    private GatewayServer server;

    @BeforeEach
    void start() {
        Databases.make(folder.resolve("main.db"), "CREATE TABLE t(a)");
        server = GatewayServer.with("tranche.databases-folder=" + folder).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theMetricsTellOfJobsQueuesAdmissionsAndTierOneC61() {
        new SampleJobs(server.storedJobs).pending();
        server.post("/export/dump", "{\"format\":\"csv\"}");
        server.get("/export/csv/t");
        assertThat(server.get("/actuator/prometheus").body())
                .contains("tranche_jobs{status=\"pending\"} 2.0")
                .contains("tranche_jobs{status=\"failed\"} 0.0")
                .contains("tranche_queue_messages{queue=\"tranche.chunks\"} 7.0")
                .contains("tranche_queue_consumers{queue=\"tranche.chunks\"} 2.0")
                .contains("tranche_admissions_total{format=\"csv\"} 1.0")
                .contains("tranche_publish_failures_total 0.0")
                .contains("tranche_sync_bytes_total{route=\"csv\"} 3.0")
                .contains("tranche_sync_duration_seconds_count{outcome=\"completed\",route=\"csv\"} 1");
    }

    @Test
    void whatDoesNotAnswerIsNotANumberAndTheScrapeSucceedsC61() {
        server.depths.failure = new BrokerUnavailable("a question", new IOException("away"));
        server.jobs.fail(FaultPlan.on("countByStatus").fromCall(1));
        var answer = server.get("/actuator/prometheus");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("tranche_jobs{status=\"pending\"} NaN")
                .contains("tranche_queue_messages{queue=\"tranche.chunks\"} NaN");
    }

    @Test
    void aScrapeAsksJobStoreAndBrokerOnceC61() {
        server.get("/actuator/prometheus");
        assertThat(server.jobs.faults().calls("countByStatus")).isEqualTo(1);
    }

    @Test
    void healthIsUpWhenEverythingAnswers() {
        var answer = server.get("/actuator/health");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"broker\":{\"status\":\"UP\"}", "\"jobStore\":{\"status\":\"UP\"}")
                .contains("\"objectStore\":{\"status\":\"UP\"}")
                .doesNotContain("rabbit", "diskSpace", "\"db\"");
    }

    @Test
    void healthIsDownWithTheReasonWhenTheBrokerIsAway() {
        server.depths.failure = new BrokerUnavailable("a question", new IOException("secret-host refused"));
        assertDown("\"broker\":{\"details\":{\"reason\":\"the broker does not answer\"},\"status\":\"DOWN\"}");
    }

    @Test
    void healthIsDownWhenTheJobStoreIsAway() {
        server.jobs.fail(FaultPlan.on("check").fromCall(1));
        assertDown("\"jobStore\":{\"details\":{\"reason\":\"the job store does not answer\"},\"status\":\"DOWN\"}");
    }

    @Test
    void healthIsDownWhenTheObjectStoreIsAway() {
        server.objects.fail(FaultPlan.on("check").fromCall(1));
        assertDown("\"objectStore\":{\"details\":{\"reason\":\"InternalError\"},\"status\":\"DOWN\"}");
    }

    private void assertDown(String component) {
        var answer = server.get("/actuator/health");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"status\":\"DOWN\"", component).doesNotContain("secret-host");
    }
}
