package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a request may cost before anybody knows who sends it. */
@ExtendWith(OutputCaptureExtension.class)
class LargeAndSlowRequestsTest {
    private static final Duration REQUEST_TIME = Duration.ofMillis(300);
    private static final Duration BETWEEN_BYTES = Duration.ofMillis(20);

    /** The begin of a request that is let in. */
    private static final String ORDER =
            "POST /export/dump HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer token-of-admin\r\n";

    private static GatewayServer server;
    private static ScheduledExecutorService slowClients;

    @BeforeAll
    static void start() {
        server = GatewayServer.with(TestTokens.with(
                        "server.tomcat.connection-timeout=1s",
                        "tranche.limits.request-body=2KB",
                        "tranche.limits.request-time=" + REQUEST_TIME.toMillis() + "ms"))
                .start();
        slowClients = Executors.newScheduledThreadPool(1);
    }

    @AfterAll
    static void stop() {
        slowClients.shutdownNow();
        server.close();
    }

    private static RawHttp.Answer send(String head, String body) {
        return RawHttp.to(server.port()).send(head, body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /export/dump HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2049\r\n",
                "GET /no/such/path HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2049\r\n",
                "POST /export/dump HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n"
            })
    void aBodyThatIsTooLargeIs413WithTheLimitWhoeverSendsItC60(String head) {
        var answer = send(head, " ".repeat(2049));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Request body must not be larger than 2048 bytes\"}");
    }

    @Test
    void soIsOneWhoseSizeNobodyTellsC60() {
        String head = ORDER + "Transfer-Encoding: chunked\r\n";
        String chunk = "400\r\n" + " ".repeat(1024) + "\r\n";

        assertThat(send(head, chunk.repeat(3) + "0\r\n\r\n").status()).isEqualTo(413);
        assertThat(send(head, chunk.repeat(1) + "2\r\n{}\r\n0\r\n\r\n").status())
                .as("smaller")
                .isNotEqualTo(413);
    }

    @Test
    void headersThatAreTooLargeAre431C60() {
        var answer = send("GET /export/jobs/x HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(20_000) + "\r\n", "");

        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Request header fields too large\"}");
    }

    @Test
    void soAreTooManyC60() {
        var answer = send("GET /export/jobs/x HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(500), "");

        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Request header fields too large\"}");
    }

    @Test
    void anAddressThatIsTooLongIs414C60() {
        var answer = send("GET /export/jobs/" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n", "");

        assertThat(answer.status()).isEqualTo(414);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Uri too long\"}");
    }

    @Test
    void aBodyThatComesByteByByteIs408() throws IOException {
        var answer = trickle(ORDER + "Content-Length: 2000\r\n\r\n");

        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Request body must arrive within 300 ms\"}");
    }

    /** Nor does it fill the log. */
    @Test
    void soIsOneThatNobodyReads(CapturedOutput log) throws IOException {
        var answer = trickle("POST /no/such/path HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000\r\n\r\n");

        assertThat(answer.status()).isEqualTo(408);
        assertThat(log.getAll()).doesNotContain("ERROR", "WARN", "xception");
    }

    @Test
    void aConnectionGoesOnAfterABodyThatNobodyRead() throws IOException {
        String refused = "POST /no/such/path HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n12345";
        try (var socket = RawHttp.to(server.port()).open()) {
            RawHttp.write(socket, refused.repeat(5) + "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            assertThat(RawHttp.Answer.allOf(RawHttp.readAll(socket.getInputStream())))
                    .extracting(RawHttp.Answer::status)
                    .containsExactly(401, 401, 401, 401, 401, 401);
        }
    }

    @Test
    void aBodyThatEndsEarlyIs400() throws IOException {
        try (var socket = RawHttp.to(server.port()).open()) {
            RawHttp.write(socket, ORDER + "Content-Length: 2000\r\n\r\n{");
            socket.shutdownOutput();

            var answer = RawHttp.Answer.of(RawHttp.readAll(socket.getInputStream()));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("{\"error\":\"Bad request\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /actuator/hea", "GET /actuator/health HTTP/1.1\r\nHost: localhost\r\nX: "})
    void aHeadThatComesByteByByteIsCut(String begin) throws IOException {
        assertThat(trickle(begin).head()).isEmpty();
    }

    @Test
    void theHeadOfTheNextRequestIsCutToo() throws IOException {
        var answer = trickle("GET /actuator/health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /");

        assertThat(answer.head()).startsWith("HTTP/1.1 200").doesNotContain("408", "400");
    }

    @Test
    void aRequestThatComesInPiecesInTimeIsServed() throws IOException {
        try (var socket = RawHttp.to(server.port()).open()) {
            RawHttp.write(socket, "GET /actuator/hea");
            RawHttp.write(socket, "lth HTTP/1.1\r\nHost: localhost\r\nConn");
            RawHttp.write(socket, "ection: close\r\n\r\n");

            assertThat(RawHttp.Answer.of(RawHttp.readAll(socket.getInputStream()))
                            .status())
                    .isEqualTo(200);
        }
    }

    /** Sends the begin at once, and then letter by letter, until the other side ends the connection. */
    private static RawHttp.Answer trickle(String begin) throws IOException {
        try (var socket = RawHttp.to(server.port()).open()) {
            RawHttp.write(socket, begin);
            var more = slowClients.scheduleAtFixedRate(
                    () -> sendOne(socket), 0, BETWEEN_BYTES.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return RawHttp.Answer.of(RawHttp.readAll(socket.getInputStream()));
            } finally {
                more.cancel(true);
            }
        }
    }

    private static void sendOne(Socket socket) {
        try {
            RawHttp.write(socket, "x");
        } catch (IOException e) {
            throw new IllegalStateException("the connection has ended", e);
        }
    }
}
