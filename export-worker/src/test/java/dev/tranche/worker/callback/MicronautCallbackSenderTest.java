package dev.tranche.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.message.TraceHeaders;
import dev.tranche.worker.callback.CallbackAnswer.Answered;
import dev.tranche.worker.callback.CallbackAnswer.Refused;
import dev.tranche.worker.callback.CallbackAnswer.Unanswered;
import dev.tranche.worker.callback.CallbackAnswer.Verdict;
import dev.tranche.worker.callback.MicronautCallbackSender.Limits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MicronautCallbackSenderTest {
    private static final String BODY = "{\"jobId\":\"export_20240101-170000_k3v9q0x1m2n4\",\"status\":\"cancelled\"}";
    private static final MicronautCallbackSender SENDER = Senders.local(Limits.DEFAULT);

    private Receiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @AfterAll
    static void close() {
        SENDER.close();
    }

    @Test
    void c57PostsTheBodyAsItIsAndAsJson() {
        var answer = SENDER.post(to(receiver.url("/hook?token=s3cret")));

        assertThat(answer).isEqualTo(new Answered(204));
        assertThat(receiver.posts()).singleElement().satisfies(post -> {
            assertThat(post.method()).isEqualTo("POST");
            assertThat(post.path()).isEqualTo("/hook?token=s3cret");
            assertThat(post.header("content-type")).isEqualTo("application/json");
            assertThat(post.header("webhook-id")).isEqualTo("msg_1");
            assertThat(post.body()).isEqualTo(BODY);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 400, 404, 410, 429, 500, 503})
    void theStatusIsTheAnswer(int status) {
        receiver.answers(Receiver.Answer.status(status));

        var answer = SENDER.post(to(receiver.url("/")));

        assertThat(answer).isEqualTo(new Answered(status));
        assertThat(answer.verdict() == Verdict.DELIVERED).isEqualTo(status < 300);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowedAndIsNoSuccess(int status) {
        receiver.answers(exchange -> {
            exchange.getResponseHeaders()
                    .set("Location", receiver.url("/elsewhere").toString());
            exchange.sendResponseHeaders(status, -1);
        });

        var answer = SENDER.post(to(receiver.url("/hook")));

        assertThat(answer).isEqualTo(new Answered(status));
        assertThat(answer.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(receiver.posts()).extracting(Receiver.Post::path).containsExactly("/hook");
    }

    @ParameterizedTest
    @CsvSource({"429,120,PT2M", "503,120,PT2M", "503,nonsense,PT0S", "500,120,PT0S", "200,120,PT0S"})
    void aBusyReceiverIsLeftAloneForAsLongAsItAsksC58(int status, String retryAfter, Duration expected) {
        receiver.answers(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
            exchange.sendResponseHeaders(status, -1);
        });

        assertThat(SENDER.post(to(receiver.url("/")))).isEqualTo(new Answered(status, expected));
    }

    @Test
    void aReceiverThatHangsIsGivenUpWithinTheTimeAllowed() {
        var never = new CountDownLatch(1);
        receiver.answers(exchange -> await(never, Duration.ofSeconds(30)));
        var limits = new Limits(Duration.ofSeconds(1), Duration.ofMillis(300), 64 * 1024);

        try (var sender = Senders.local(limits)) {
            assertThat(sender.post(to(receiver.url("/")))).isEqualTo(new Unanswered("no answer in time"));
        } finally {
            never.countDown();
        }
    }

    @Test
    void aBodyThatNeverEndsNeitherFillsTheHeapNorHoldsTheThread() throws InterruptedException {
        var cut = new CountDownLatch(1);
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (exchange) {
                for (var chunk = new byte[64 * 1024]; ; ) {
                    exchange.getResponseBody().write(chunk);
                }
            } catch (IOException e) {
                cut.countDown();
            }
        });

        assertThat(SENDER.post(to(receiver.url("/")))).isEqualTo(new Answered(200));
        assertThat(cut.await(10, TimeUnit.SECONDS)).as("the connection is cut").isTrue();
    }

    /** Far too slowly for the bound of its size to end it. */
    @Test
    void aBodyThatDripsHoldsNoConnection() throws InterruptedException {
        var cut = new CountDownLatch(1);
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (exchange) {
                while (!await(cut, Duration.ofMillis(20))) {
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                }
            } catch (IOException e) {
                cut.countDown();
            }
        });
        var limits = new Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), 64 * 1024);

        try (var sender = Senders.local(limits)) {
            assertThat(sender.post(to(receiver.url("/")))).isEqualTo(new Answered(200));
            assertThat(cut.await(10, TimeUnit.SECONDS))
                    .as("the connection is cut")
                    .isTrue();
        }
    }

    @Test
    void aRefusedConnectionIsNoAnswer() {
        var url = receiver.url("/");
        receiver.close();

        assertThat(SENDER.post(to(url))).isEqualTo(new Unanswered("connection refused"));
    }

    @Test
    void aNameThatNobodyHasIsNoAnswer() {
        assertThat(SENDER.post(to(URI.create("http://nobody.invalid/")))).isEqualTo(new Unanswered("unknown host"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1/", "relative"})
    void onlyHttpAndHttpsAreSpoken(String url) {
        assertThat(SENDER.post(to(URI.create(url)))).isEqualTo(new Refused("neither http nor https"));
    }

    @Test
    void whatIsLoggedOfAFailureNamesNeitherPathNorQuery() {
        var url = receiver.url("/secret-path?token=s3cret");
        receiver.close();

        var request = to(url);
        var answer = SENDER.post(request);

        assertThat(answer.result().describe() + request + request.host()).doesNotContain("secret-path", "s3cret");
    }

    /** So each post goes to an address that was checked for it, and no answer is taken for that of another post. */
    @Test
    void c58EachPostHasAConnectionOfItsOwn() {
        var connections = new CopyOnWriteArraySet<InetSocketAddress>();
        receiver.answers(exchange -> {
            connections.add(exchange.getRemoteAddress());
            exchange.sendResponseHeaders(204, -1);
        });

        SENDER.post(to(receiver.url("/")));
        SENDER.post(to(receiver.url("/")));

        assertThat(connections).hasSize(2);
    }

    /** The bound of an answer's size is that of one connection; HTTP/2 would go on asking for more within it. */
    @Test
    void onlyHttp11IsOfferedToATlsServer() throws Exception {
        var offered = new CompletableFuture<List<String>>();
        try (var server = SSLContext.getDefault().getServerSocketFactory().createServerSocket(0)) {
            var accepting = CompletableFuture.runAsync(() -> offerOf(server, offered));

            assertThat(SENDER.post(to(URI.create("https://127.0.0.1:" + server.getLocalPort() + "/"))))
                    .isEqualTo(new Unanswered("TLS failed"));

            assertThat(offered.get(10, TimeUnit.SECONDS)).containsExactly("http/1.1");
            accepting.get(10, TimeUnit.SECONDS);
        }
    }

    private static void offerOf(ServerSocket server, CompletableFuture<List<String>> offered) {
        try (var socket = (SSLSocket) server.accept()) {
            socket.setHandshakeApplicationProtocolSelector((s, protocols) -> {
                offered.complete(protocols);
                return "";
            });
            socket.startHandshake();
        } catch (IOException e) {
            // It has no certificate to go on with.
            offered.completeExceptionally(e);
        }
    }

    private static CallbackRequest to(URI url) {
        var trace = new TraceHeaders(Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        return new CallbackRequest(url, "msg_1", BODY, trace);
    }

    private static boolean await(CountDownLatch latch, Duration atMost) {
        try {
            return latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
