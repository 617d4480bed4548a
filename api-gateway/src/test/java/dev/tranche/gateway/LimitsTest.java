package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.gateway.security.Role;
import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.store.SampleJobs;
import dev.tranche.model.store.Together;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often, and for how many jobs at a time, a token is good. */
class LimitsTest {
    private static final int PER_MINUTE = 60;
    private static final int LIVE_JOBS = 3;

    @TempDir
    private static Path folder;

    @AutoClose
    private static GatewayServer server;

    @BeforeAll
    static void start() throws Exception {
        Databases.make(folder.resolve("main.db"), "CREATE TABLE a(x)");
        Databases.make(folder.resolve("busy.db"), "CREATE TABLE a(x)");
        server = GatewayServer.with(TestTokens.with(
                        "tranche.databases-folder=" + folder,
                        "tranche.limits.requests-per-minute=" + PER_MINUTE,
                        "tranche.limits.live-jobs-per-token=" + LIVE_JOBS,
                        "tranche.limits.live-jobs-per-database=" + 2 * LIVE_JOBS))
                .start();
    }

    private static HttpResponse<String> status(Role role) {
        return server.get("/export/jobs/none", "Authorization", TestTokens.bearer(role));
    }

    private static HttpResponse<String> order(Role role, String database) {
        return server.post(
                "/export/dump", "{\"database\":\"" + database + "\"}", "Authorization", TestTokens.bearer(role));
    }

    private static JobId idOf(HttpResponse<String> accepted) {
        return new JobId(accepted.headers().firstValue("Location").orElseThrow().substring("/export/jobs/".length()));
    }

    @Test
    void aTokenThatIsUsedTooOftenIs429UntilTheTimeThatRetryAfterSays() {
        server.rateClock.advance(Duration.ofMinutes(1));
        for (int i = 0; i < PER_MINUTE; i++) {
            assertThat(status(Role.READ).statusCode()).isEqualTo(404);
        }

        var refused = status(Role.READ);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).isEqualTo("{\"error\":\"Token 'read' may make 60 requests a minute\"}");
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/json");
        long seconds = refused.headers().firstValueAsLong("Retry-After").orElseThrow();
        assertThat(seconds).isBetween(1L, 2L);
        assertThat(status(Role.ADMIN).statusCode()).as("another token").isEqualTo(404);
        assertThat(server.get("/actuator/health").statusCode())
                .as("no token needed")
                .isEqualTo(200);

        server.rateClock.advance(Duration.ofSeconds(seconds));
        assertThat(status(Role.READ).statusCode()).isEqualTo(404);
        server.rateClock.advance(Duration.ofMinutes(1));
        assertThat(server.get("/actuator/prometheus", "Authorization", TestTokens.bearer(Role.READ))
                        .body())
                .contains("tranche_requests_refused_total{limit=\"requests_per_minute\"} 1.0");
    }

    @Test
    void aTokenWithTooManyLiveJobsIs429UntilOneHasEnded() {
        server.rateClock.advance(Duration.ofMinutes(1));
        var first = order(Role.EXPORT, "main");
        for (int i = 1; i < LIVE_JOBS; i++) {
            assertThat(order(Role.EXPORT, "main").statusCode()).isEqualTo(202);
        }

        var refused = order(Role.EXPORT, "main");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body())
                .isEqualTo(
                        "{\"error\":\"Token 'export' has 3 jobs that have not ended, which are as many as it may have;"
                                + " try again when one has ended\"}");
        assertThat(refused.headers().firstValue("Retry-After")).contains("10");

        server.storedJobs.cancel(idOf(first), SampleJobs.T0);
        assertThat(order(Role.EXPORT, "main").statusCode()).isEqualTo(202);
    }

    /** The fence: one gateway never admits one too many, however many ask at the same moment. */
    @Test
    void aDatabaseWithTooManyLiveJobsIs429WhoeverStartedThem() throws Exception {
        try (var open = GatewayServer.with(
                        "tranche.databases-folder=" + folder, "tranche.limits.live-jobs-per-database=" + LIVE_JOBS)
                .start()) {
            var statuses = Together.run(
                    8, i -> open.post("/export/dump", "{\"database\":\"busy\"}").statusCode());

            assertThat(statuses).filteredOn(status -> status == 202).hasSize(LIVE_JOBS);
            assertThat(statuses).filteredOn(status -> status == 429).hasSize(8 - LIVE_JOBS);
            assertThat(open.post("/export/dump", "{\"database\":\"busy\"}").body())
                    .startsWith("{\"error\":\"Database 'busy' has 3 jobs that have not ended");
            assertThat(open.post("/export/dump", "{\"database\":\"main\"}").statusCode())
                    .isEqualTo(202);
        }
    }

    /** P1: what is not known to be durable is not promised; and who comes next has its turn. */
    @ParameterizedTest
    @ValueSource(strings = {"liveJobs", "insert"})
    void aJobStoreThatFailsWhileJobsAreCountedIs503AndHoldsUpNobody(String call) {
        try (var open = GatewayServer.with(
                        "tranche.databases-folder=" + folder, "tranche.limits.live-jobs-per-database=1")
                .start()) {
            open.jobs.fail(FaultPlan.on(call));

            assertThat(open.post("/export/dump", "{\"database\":\"busy\"}").statusCode())
                    .isEqualTo(503);
            assertThat(open.post("/export/dump", "{\"database\":\"busy\"}").statusCode())
                    .isEqualTo(202);
            assertThat(open.post("/export/dump", "{\"database\":\"busy\"}").statusCode())
                    .isEqualTo(429);
            assertThat(open.storedJobs.countByStatus()).containsEntry(JobStatus.PENDING, 1L);
        }
    }

    @Test
    void whoNeedsNoTokenIsCountedByNone() {
        try (var open = GatewayServer.with(
                        "tranche.databases-folder=" + folder,
                        "tranche.limits.requests-per-minute=2",
                        "tranche.limits.live-jobs-per-token=2")
                .start()) {
            assertThat(IntStream.range(0, 5)
                            .map(i -> open.post("/export/dump", "{\"database\":\"main\"}")
                                    .statusCode()))
                    .containsOnly(202);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "request-body=1B|tranche.limits.request-body must be from 1KB to 16MB, but is 1B",
                "request-body=1GB|tranche.limits.request-body must be from 1KB to 16MB, but is 1073741824B",
                "request-time=1ms|tranche.limits.request-time must be from 100ms to 10m, but is 1ms",
                "requests-per-minute=-1|tranche.limits.requests-per-minute must be from 0 (no limit) to 1000000, but is -1",
                "live-jobs-per-token=1000001|tranche.limits.live-jobs-per-token must be from 0 (no limit) to 1000000",
                "live-jobs-per-database=-5|tranche.limits.live-jobs-per-database must be from 0 (no limit) to 1000000"
            })
    void aLimitThatMakesNoSenseRefusesToStart(String property, String message) {
        assertThatThrownBy(() ->
                        GatewayServer.with("tranche.limits." + property).start().close())
                .rootCause()
                .hasMessageContaining(message);
    }
}
