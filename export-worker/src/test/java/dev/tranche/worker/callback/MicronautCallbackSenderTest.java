package dev.tranche.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.message.TraceHeaders;
import dev.tranche.worker.callback.CallbackAnswer.Answered;
import dev.tranche.worker.callback.CallbackAnswer.Refused;
import dev.tranche.worker.callback.CallbackAnswer.Unanswered;
import dev.tranche.worker.callback.CallbackAnswer.Verdict;
import dev.tranche.worker.callback.MicronautCallbackSender.Limits;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
        receiver.answers(exchange -> await(never));
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

    @Test
    void aConnectionServesTheNextPostToo() {
        for (int i = 0; i < 5; i++) {
            assertThat(SENDER.post(to(receiver.url("/" + i)))).isEqualTo(new Answered(204));
        }
        assertThat(receiver.posts()).hasSize(5);
    }

    private static CallbackRequest to(URI url) {
        var trace = new TraceHeaders(Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        return new CallbackRequest(url, "msg_1", BODY, trace);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
