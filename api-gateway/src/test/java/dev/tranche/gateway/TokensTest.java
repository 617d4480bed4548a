package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.model.checksum.Sha256;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.JobId;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.SampleJobs;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C62: bearer tokens and their roles. */
class TokensTest {
    @AutoClose
    private static GatewayServer server;

    private static JobId anonymousJob;

    @BeforeAll
    static void start() {
        server = GatewayServer.with(
                        "server.address=0.0.0.0",
                        "tranche.databases.main.path=/nowhere/main.db",
                        "tranche.tokens[0].name=reader",
                        "tranche.tokens[0].sha256=" + hash("read-token"),
                        "tranche.tokens[0].role=read",
                        "tranche.tokens[1].name=exporter",
                        "tranche.tokens[1].sha256=" + hash("export-token").toUpperCase(Locale.ROOT),
                        "tranche.tokens[1].role=export",
                        "tranche.tokens[2].name=boss",
                        "tranche.tokens[2].sha256=" + hash("admin-token"),
                        "tranche.tokens[2].role=ADMIN")
                .start();
        anonymousJob = new SampleJobs(server.storedJobs).ended(Ending.completed(SampleJobs.T0));
    }

    static String hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8)).hex();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no/such/path", "/actuator/env", "/export/jobs"})
    void evenAPathThatLeadsNowhereIs401WithoutATokenC62(String path) {
        assertUnauthorized(server.get(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer wrong",
                "Bearer ",
                "Bearer a b",
                "Basic cmVhZC10b2tlbg==",
                "read-token",
                "Bearer read-token2"
            })
    void aWrongTokenIs401C62(String authorization) {
        assertUnauthorized(server.get("/export/jobs/x", "Authorization", authorization));
    }

    @Test
    void aTokenInQueryOrBodyDoesNotCountC62() {
        assertUnauthorized(server.get("/export/jobs/x?access_token=read-token"));
        assertUnauthorized(server.post(
                "/export/dump", "access_token=admin-token", "Content-Type", "application/x-www-form-urlencoded"));
    }

    /** {@code curl -d} says that its body is a form, in which a token could stand: it must not be read as one (C25). */
    @Test
    void theBodyThatCurlCallsAFormIsTheOrderAlsoWithATokenC62() {
        var answer = server.post(
                "/export/dump",
                "{\"format\":\"csv\"}",
                "Authorization",
                "Bearer export-token",
                "Content-Type",
                "application/x-www-form-urlencoded");
        var id = new JobId(answer.headers().firstValue("Location").orElseThrow().substring("/export/jobs/".length()));
        assertThat(server.storedJobs
                        .find(id)
                        .orElseThrow()
                        .admission()
                        .understood()
                        .format())
                .isEqualTo(ExportFormat.CSV);
    }

    private static void assertUnauthorized(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Unauthorized request\"}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void anUnauthorizedRequestMayAskForAProblemC60() {
        var answer = server.get("/export/dump", "Accept", "application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
                        + "\"detail\":\"Unauthorized request\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "read-token,GET,/export/jobs/none,404",
        "read-token,GET,/actuator/prometheus,200",
        "export-token,POST,/export/dump,202",
        "export-token,GET,/export/json/t,500",
        "export-token,GET,/export/jobs/none,404",
        "admin-token,POST,/export/dump,202",
        "admin-token,GET,/export/dump,500",
        "admin-token,GET,/actuator/prometheus,200",
        "admin-token,GET,/no/such/path,404"
    })
    void aRoleGetsWhatTheDesignSaysC62(String token, String method, String path, int status) {
        assertThat(server.call(method, path, "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(status);
    }

    @Test
    void aRoleThatIsNotEnoughIsNamedC62() {
        assertThat(server.get("/export/dump", "Authorization", "Bearer read-token")
                        .body())
                .isEqualTo("{\"error\":\"A token with the role 'read' may not do this\"}");
    }

    @Test
    void healthIsPublicAndNothingElseOfTheActuatorIs() {
        assertThat(server.get("/actuator/health").statusCode()).isEqualTo(200);
        assertUnauthorized(server.get("/actuator"));
        assertUnauthorized(server.get("/actuator/env"));
    }

    @Test
    void anotherOnesJobIsAsUnknownAsOneThatDoesNotExistC62() {
        String status = "/export/jobs/" + anonymousJob;
        for (String path : new String[] {status, status + "/download"}) {
            var answer = server.get(path, "Authorization", "Bearer export-token");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo("{\"error\":\"Export job not found\"}");
        }
        assertThat(server.get(status, "Authorization", "Bearer read-token").statusCode())
                .isEqualTo(200);
        assertThat(server.get(status, "Authorization", "Bearer admin-token").statusCode())
                .isEqualTo(200);
    }

    @Test
    void anExporterSeesTheJobThatItStartedC62() {
        var accepted = server.post("/export/dump", "", "Authorization", "Bearer export-token");
        String statusUrl = accepted.headers().firstValue("Location").orElseThrow();
        assertThat(server.get(statusUrl, "Authorization", "Bearer export-token").statusCode())
                .isEqualTo(200);
        var id = new JobId(statusUrl.substring("/export/jobs/".length()));
        assertThat(server.storedJobs.find(id).orElseThrow().admission().owner()).isEqualTo("exporter");
    }

    @Test
    void withTokensAnyHostNameAndOriginIsServed() {
        assertThat(RawHttp.to(server.port())
                        .send(
                                "GET /actuator/health HTTP/1.1\r\nHost: exports.example\r\nOrigin: http://app.example\r\n")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tranche.tokens[0].role=read|tranche.tokens[0].name must name the token's owner",
                "tranche.tokens[0].name=a|tranche.tokens[0].sha256 must be the 64 hexadecimal digits",
                "tranche.tokens[0].name=a,tranche.tokens[0].sha256=abc|but has 3 other characters",
                "tranche.tokens[0].name=a,tranche.tokens[0].sha256=H|tranche.tokens[0].role must be read, export or admin"
            })
    void aTokenThatIsNotWholeRefusesToStart(String properties, String message) {
        var server =
                GatewayServer.with(properties.replace("=H", "=" + hash("x")).split(","));
        assertThatThrownBy(() -> server.start().close()).rootCause().hasMessageContaining(message);
    }
}
