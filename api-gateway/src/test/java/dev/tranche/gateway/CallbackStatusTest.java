package dev.tranche.gateway;

import static dev.tranche.model.store.SampleJobs.T0;
import static dev.tranche.model.store.SampleJobs.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.store.Aftermath.CallbackState;
import dev.tranche.model.store.CallbackOutcome;
import dev.tranche.model.store.CallbackResult;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.SampleJobs;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C58: what a caller sees of a callback, and how an operator has it sent again. */
class CallbackStatusTest {
    private static final CallbackResult REFUSED = CallbackResult.unanswered("address not allowed: loopback");

    @AutoClose
    private static GatewayServer server;

    private static SampleJobs sample;

    @BeforeAll
    static void start() {
        server = GatewayServer.with(
                        "tranche.tokens[0].name=anonymous",
                        "tranche.tokens[0].sha256=" + TokensTest.hash("export-token"),
                        "tranche.tokens[0].role=export",
                        "tranche.tokens[1].name=reader",
                        "tranche.tokens[1].sha256=" + TokensTest.hash("read-token"),
                        "tranche.tokens[1].role=read",
                        "tranche.tokens[2].name=boss",
                        "tranche.tokens[2].sha256=" + TokensTest.hash("admin-token"),
                        "tranche.tokens[2].role=admin")
                .start();
        sample = new SampleJobs(server.storedJobs);
    }

    @AfterEach
    void heal() {
        server.jobs.faults().clear();
        server.publisher.comeBack();
    }

    @Test
    void aJobThatNobodyWantsToHearOfShowsNoCallbackC58() {
        assertThat(status(sample.pendingWithoutCallback())).endsWith(",\"callback\":null}}");
    }

    @Test
    void aTryThatFailedIsShownWithTheNextOneC58() {
        var id = tried(CallbackOutcome.again(after(65), CallbackResult.answered(503)));

        assertThat(callbackOf(id))
                .isEqualTo("{\"state\":\"pending\",\"attempts\":1,\"lastAttemptAt\":\"2024-01-01 17:00:00\","
                        + "\"lastStatus\":503,\"lastError\":null,\"nextAttemptAt\":\"2024-01-01 17:01:05\"}");
    }

    @Test
    void aRefusedAddressIsShownByItsReasonAndNothingElseC58() {
        var id = tried(CallbackOutcome.abandoned(REFUSED));

        assertThat(callbackOf(id))
                .isEqualTo(
                        "{\"state\":\"failed\",\"attempts\":1,\"lastAttemptAt\":\"2024-01-01 17:00:00\","
                                + "\"lastStatus\":null,\"lastError\":\"address not allowed: loopback\",\"nextAttemptAt\":null}");
        assertThat(status(id)).doesNotContain("example.org", "/hook").contains("\"status\":\"completed\"");
    }

    @ParameterizedTest
    @CsvSource({"404,failed", "410,gone"})
    void whetherTheReceiverWantsNoMoreIsShownC58(int status, String state) {
        assertThat(callbackOf(tried(CallbackOutcome.abandoned(CallbackResult.answered(status)))))
                .startsWith("{\"state\":\"" + state + "\"")
                .contains("\"lastStatus\":" + status);
    }

    @Test
    void anOperatorHasACallbackSentAgainC58I6() {
        var id = tried(CallbackOutcome.delivered(CallbackResult.answered(204)));

        var answer = replay(id, "admin-token");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).contains("/export/jobs/" + id);
        assertThat(answer.body()).contains("\"callback\":{\"state\":\"pending\",\"attempts\":1,");
        assertThat(server.publisher.callbacks()).contains(CallbackMessage.ofEnded(id));
        assertThat(server.storedJobs.claimCallback(id, 1, server.clock.instant(), after(99)))
                .isTrue();
    }

    @Test
    void twiceIsTheSameAsOnceC58() {
        var id = tried(CallbackOutcome.abandoned(REFUSED));

        assertThat(replay(id, "admin-token").statusCode()).isEqualTo(202);
        assertThat(replay(id, "admin-token").statusCode()).isEqualTo(202);

        assertThat(server.publisher.callbacks().stream().filter(CallbackMessage.ofEnded(id)::equals))
                .hasSize(1);
    }

    @Test
    void aBrokerThatIsAwayLeavesTheReplayToTheSweeperP9() {
        var id = tried(CallbackOutcome.abandoned(REFUSED));
        server.publisher.goAway();

        assertThat(replay(id, "admin-token").statusCode()).isEqualTo(202);

        assertThat(server.storedJobs
                        .find(id)
                        .orElseThrow()
                        .aftermath()
                        .callback()
                        .state())
                .isEqualTo(CallbackState.PENDING);
        assertThat(server.storedJobs.dueForCallback(server.clock.instant(), 99))
                .anyMatch(job -> job.id().equals(id));
    }

    @Test
    void aJobStoreThatIsAwayPromisesNothingC60() {
        var id = tried(CallbackOutcome.abandoned(REFUSED));
        server.jobs.fail(FaultPlan.on("replayCallback").fromCall(1));

        assertThat(replay(id, "admin-token").statusCode()).isEqualTo(503);
    }

    @Test
    void onlyAnAdminMaySendAgainC62() {
        var id = tried(CallbackOutcome.abandoned(REFUSED));

        assertThat(replay(id, "export-token").statusCode()).isEqualTo(403);
        assertThat(replay(id, "read-token").statusCode()).isEqualTo(403);
        assertThat(replay(id, "wrong-token").statusCode()).isEqualTo(401);
        assertThat(server.call("POST", "/export/jobs/" + id + "/callback").statusCode())
                .isEqualTo(401);
        assertThat(callbackOf(id)).contains("\"state\":\"failed\"");
    }

    @Test
    void whatCannotBeSentAgainSaysWhyC60() {
        assertRefused("export_20240101-170000_000000000000", 404, "Export job not found");
        assertRefused(sample.pending().value(), 409, "Export job has not ended. Current status: pending");
        var silent = sample.claim(sample.pendingWithoutCallback(), T0);
        server.storedJobs.end(silent, Ending.failed(T0, "no"));
        assertRefused(silent.id().value(), 409, "Export job has no callbackUrl");
        assertThat(server.get("/export/jobs/" + silent.id() + "/callback", "Authorization", "Bearer admin-token")
                        .statusCode())
                .isEqualTo(405);
    }

    private static void assertRefused(String id, int status, String error) {
        var answer = server.call("POST", "/export/jobs/" + id + "/callback", "Authorization", "Bearer admin-token");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}");
    }

    private static JobId tried(CallbackOutcome outcome) {
        var id = sample.ended(Ending.completed(T0));
        server.storedJobs.claimCallback(id, 0, T0, after(30));
        server.storedJobs.callbackTried(id, 1, outcome);
        return id;
    }

    private static HttpResponse<String> replay(JobId id, String token) {
        return server.call("POST", "/export/jobs/" + id + "/callback", "Authorization", "Bearer " + token);
    }

    private static String callbackOf(JobId id) {
        var body = status(id);
        return body.substring(body.indexOf("\"callback\":") + "\"callback\":".length(), body.length() - 2);
    }

    private static String status(JobId id) {
        return server.get("/export/jobs/" + id, "Authorization", "Bearer read-token")
                .body();
    }
}
