package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.job.JobId;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.Release;
import dev.tranche.model.store.SampleJobs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C30–C34. */
class JobStatusTest {
    @AutoClose
    private static GatewayServer server;

    private static SampleJobs sample;

    @BeforeAll
    static void start() {
        server = GatewayServer.with().start();
        sample = new SampleJobs(server.storedJobs);
    }

    @AfterEach
    void heal() {
        server.jobs.faults().clear();
        server.brokerAlarm.set(null);
    }

    @Test
    void aPendingJobShowsTheContractsMembersInTheirOrderC30C32() {
        var id = sample.pending();
        var answer = server.get("/export/jobs/" + id);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"result\":{\"jobId\":\"" + id + "\",\"status\":\"pending\",\"format\":\"sql\","
                        + "\"completedTables\":0,\"totalTables\":15,\"bytesWritten\":0,"
                        + "\"createdAt\":\"2024-01-01 17:00:00\",\"completedAt\":null,\"errorMessage\":null,"
                        + "\"rowsWritten\":0,\"progress\":0,\"database\":\"main\",\"tables\":[],\"compression\":\"none\",\"options\":{},"
                        + "\"startedAt\":null,"
                        + "\"updatedAt\":\"2024-01-01 17:00:00\",\"waitingFor\":null,\"warnings\":[],\"damaged\":false,"
                        + "\"downloadUrl\":null,\"expiresAt\":null,\"callback\":{\"state\":\"pending\",\"attempts\":0,"
                        + "\"lastAttemptAt\":null,\"lastStatus\":null,\"lastError\":null,\"nextAttemptAt\":null}}}");
    }

    @Test
    void aJobAtWorkShowsHowFarItIsC31() {
        assertThat(statusOf(sample.committed()))
                .contains("\"status\":\"in_progress\"")
                .contains("\"completedTables\":2,\"totalTables\":3,\"bytesWritten\":10485760,")
                .contains("\"completedAt\":null,\"errorMessage\":null,\"rowsWritten\":2000,\"progress\":99,")
                .contains("\"startedAt\":\"2024-01-01 17:00:00\"")
                .contains("\"warnings\":[\"warning of part 2\"],\"damaged\":false,\"downloadUrl\":null");
    }

    @Test
    void aCompletedJobSaysWhenAndWhereTheFileIsC31C33() {
        var id = sample.ended(Ending.completed(SampleJobs.after(65)));
        assertThat(statusOf(id))
                .contains("\"status\":\"completed\"")
                .contains("\"completedAt\":\"2024-01-01 17:01:05\",\"errorMessage\":null")
                .contains("\"progress\":100")
                .contains("\"downloadUrl\":\"/export/jobs/" + id + "/download\"");
    }

    @Test
    void aCompletedJobSaysWhenItsFileExpires() {
        var id = sample.ended(Ending.completed(SampleJobs.after(65), SampleJobs.after(3665)));
        assertThat(statusOf(id))
                .contains("\"downloadUrl\":\"/export/jobs/" + id + "/download\",\"expiresAt\":\"2024-01-01 18:01:05\"");
    }

    @Test
    void aFileThatExpiredHasNoUrlC31() {
        var id = sample.ended(Ending.completed(SampleJobs.after(65), SampleJobs.after(3665)));
        server.jobs.cleanedOnce(id, SampleJobs.after(965));
        server.jobs.cleanedForGood(id);
        server.jobs.expired(id);

        assertThat(statusOf(id))
                .contains("\"status\":\"completed\"")
                .contains("\"downloadUrl\":null,\"expiresAt\":\"2024-01-01 18:01:05\"");
        assertThat(server.get("/export/jobs/" + id + "/download").body())
                .isEqualTo("{\"error\":\"Export file not found in storage\"}");
    }

    @Test
    void aFailedJobSaysWhyC31C32() {
        var id = sample.ended(Ending.failed(SampleJobs.after(7), "file is not a database"));
        assertThat(statusOf(id))
                .contains("\"status\":\"failed\"")
                .contains("\"completedAt\":\"2024-01-01 17:00:07\",\"errorMessage\":\"file is not a database\"")
                .contains("\"downloadUrl\":null");
    }

    @Test
    void aCancelledJobSaysSoC31() {
        assertThat(statusOf(sample.ended(Ending.cancelled(SampleJobs.after(7)))))
                .contains("\"status\":\"cancelled\"");
    }

    @Test
    void aJobThatWaitsForRoomSaysSoP3() {
        var claim = sample.claimed();
        server.storedJobs.release(
                claim, Release.waiting(SampleJobs.T0, SampleJobs.after(1), "room in the spool folder"));
        assertThat(statusOf(claim.id())).contains("\"waitingFor\":\"room in the spool folder\"");
    }

    @Test
    void aJobThatNeedsAMessageSaysThatTheBrokerTakesNoneC30() {
        server.brokerAlarm.set("low on memory");

        assertThat(statusOf(sample.pending()))
                .contains("\"waitingFor\":\"the message broker, which takes no messages: low on memory\"");
        assertThat(statusOf(sample.committed())).contains("\"waitingFor\":\"the message broker");
        assertThat(statusOf(sample.claimed().id())).contains("\"waitingFor\":null");
        assertThat(statusOf(sample.ended(Ending.completed(SampleJobs.after(65)))))
                .contains("\"waitingFor\":null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export_20240101-170000_000000000000",
                "nonsense",
                "export_20240101-170000_UPPERCASE000",
                "%20",
                "%0A"
            })
    void anUnknownIdIs404C34(String id) {
        var answer = server.get("/export/jobs/" + id.replace("%20", "%20"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Export job not found\"}");
    }

    @Test
    void aJobStoreThatIsAwayIs503AndSaysWhenToComeAgainC60() {
        var id = sample.pending();
        server.jobs.fail(FaultPlan.on("find").fromCall(1));
        var answer = server.get("/export/jobs/" + id);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).isEqualTo("{\"error\":\"The job store cannot be used at the moment\"}");
    }

    private static String statusOf(JobId id) {
        return server.get("/export/jobs/" + id).body();
    }
}
