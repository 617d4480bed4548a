package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** C60 where it belongs to no route of its own. */
@ExtendWith(OutputCaptureExtension.class)
class ErrorsTest {
    @AutoClose
    private static final GatewayServer server = GatewayServer.with().start();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nix",
                "/export",
                "/export/",
                "/export/dump/",
                "/export/jobs",
                "/export/json/a/b",
                "/export/jobs/x/nix",
                "/error",
                "/index.html",
                "/actuator/env",
                "/actuator/nix",
                "//export/dump"
            })
    void anUnknownPathIs404C60(String path) {
        var answer = server.get(path);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Not found\"}");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT|/export/dump|GET, HEAD, POST",
                "DELETE|/export/dump|GET, HEAD, POST",
                "POST|/export/json/t|GET, HEAD",
                "POST|/export/csv|GET, HEAD",
                "PATCH|/export/jobs/x|GET, HEAD",
                "DELETE|/export/jobs/x|GET, HEAD",
                "POST|/export/jobs/x/download|GET, HEAD",
                "POST|/actuator/health|GET, HEAD",
                "BREW|/export/dump|GET, HEAD, POST",
                "PROPFIND|/export/jobs/x|GET, HEAD"
            })
    void aWrongMethodIs405WithAllowC60(String method, String path, String allow) {
        var answer = server.call(method, path);
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains(allow);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Method not allowed\"}");
    }

    /** The actuator would read the body of a GET; found by {@link FuzzTest}. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*", "", "bytes=4-0"})
    void theActuatorLooksAtNoBodyC60(String type) {
        String head = "GET /actuator/health HTTP/1.1\r\nHost: localhost\r\n";
        var answer = RawHttp.to(server.port())
                .send(head + "Content-Type: " + type + "\r\nContent-Length: 9\r\n", "{\"a\":[1]}");

        assertThat(answer.status())
                .isEqualTo(server.get("/actuator/health").statusCode())
                .isIn(200, 503);
    }

    /** Spring Boot's page of metrics fails on it; found by {@link FuzzTest}. */
    @Test
    void anEmptyAcceptIsTakenForNoneC60() {
        assertThat(RawHttp.to(server.port())
                        .send("GET /actuator/prometheus HTTP/1.1\r\nHost: localhost\r\nAccept: \r\n")
                        .status())
                .isEqualTo(200);
    }

    /** Spring Boot takes some of these for a fault of the service; found by {@link FuzzTest}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health/etc/passwd",
                "/actuator/health/broker/part",
                "/actuator/health/etc//passwd/",
                "/actuator/health/liveness/etc/passwd",
                "/actuator/health/nix",
                "/actuator/health/liveness/nix"
            })
    void whatHealthDoesNotHaveIs404C60(String path) {
        assertThat(server.get(path).statusCode()).isIn(400, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/jobStore", "/actuator/health/liveness"})
    void whatHealthHasIsThere(String path) {
        assertThat(server.get(path).statusCode()).isIn(200, 503);
    }

    @Test
    void traceWhichTomcatItselfRefusesIs405WithAllowC60() {
        var answer = server.call("TRACE", "/nix");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("GET").doesNotContain("TRACE"));
        assertThat(answer.body()).isEqualTo("{\"error\":\"Method not allowed\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/problem+json|true",
                "application/problem+json, application/json|true",
                "text/html, application/problem+json;q=0.5|true",
                "application/problem+json;q=0.1, application/json|false",
                "application/problem+json;q=0|false",
                "application/json|false",
                "*/*|false",
                "text/html|false",
                "application/*|false",
                "this is no media type|false"
            })
    void aProblemComesOnlyIfAskedForC60(String accept, boolean problem) {
        var answer = server.get("/nix", "Accept", accept);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains(problem ? "application/problem+json" : "application/json");
        assertThat(answer.body())
                .isEqualTo(
                        problem
                                ? "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,\"detail\":\"Not found\"}"
                                : "{\"error\":\"Not found\"}");
    }

    @Test
    void anAnswerThatSucceedsComesWhateverAcceptSaysC60() {
        assertThat(server.get("/export/jobs/x", "Accept", "image/png").body())
                .isEqualTo("{\"error\":\"Export job not found\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a%zz HTTP/1.1\r\nHost: localhost\r\n",
                "GET /a;b%zz=c HTTP/1.1\r\nHost: localhost\r\n",
                "GET /%00 HTTP/1.1\r\nHost: localhost\r\n",
                "GET /a\\b HTTP/1.1\r\nHost: localhost\r\n",
                "GET / HTTP/1.1\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n"
            })
    void whatTomcatRefusesBeforeUsIsNoHtmlAndNoStackTraceC60(String head) {
        var answer = RawHttp.to(server.port()).send(head);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isIn("{\"error\":\"Bad request\"}", "");
    }

    @Test
    void aParameterThatIsNoTextIs400C60() {
        var answer = server.get("/export/dump?database=%ff");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"A parameter of the request cannot be decoded\"}");
    }

    @Test
    void aHeaderThatTheFirewallRefusesIs400AndReachesNoLogC60(CapturedOutput output) {
        var answer =
                RawHttp.to(server.port()).send("GET /export/jobs/x HTTP/1.1\r\nHost: localhost\r\nAccept: \u0085x\r\n");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Bad request\"}");
        assertThat(output.getAll()).doesNotContain("RequestRejectedException");
    }

    @Test
    void noErrorTellsWhatTheServerIsMadeOfC60() {
        var answer = server.get("/nix");
        assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by", "set-cookie");
    }
}
