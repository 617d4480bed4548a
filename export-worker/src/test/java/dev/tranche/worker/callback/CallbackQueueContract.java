package dev.tranche.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import dev.tranche.messaging.test.TestBroker;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.store.Aftermath.CallbackState;
import dev.tranche.worker.TestWorker;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks through a broker and its retry queues, to a real HTTP server. */
abstract class CallbackQueueContract {
    private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final Map<String, Object> SETTINGS =
            Map.of("tranche.callbacks.secrets[0]", SECRET, "tranche.callbacks.allowed-networks", "127.0.0.0/8");

    @TempDir
    Path home;

    abstract TestBroker broker();

    @BeforeEach
    void emptyQueues() throws Exception {
        broker().purge();
    }

    @Test
    void c57AReceiverThatFailsOnceGetsTheSameCallbackAgainThroughTheRetryQueue() throws Exception {
        try (var receiver = new Receiver();
                var worker = TestWorker.start(broker(), home, SETTINGS)) {
            receiver.answers(exchange -> answer(receiver, exchange, 500, "0"));
            var id = nudged(worker, receiver);

            awaitDelivered(worker, id);

            assertThat(receiver.posts()).hasSize(2);
            for (var post : receiver.posts()) {
                assertThat(post.header("webhook-id")).isEqualTo("msg_" + id.randomPart());
                assertThat(post.body()).isEqualTo("{\"jobId\":\"" + id + "\",\"status\":\"cancelled\"}");
                new Webhook(SECRET).verify(post.body(), HttpHeaders.of(post.headers(), (name, value) -> true));
            }
            assertThat(secondsBetweenTries(receiver)).isBetween(5L, 20L);
        }
    }

    /** No queue waits for 7 s: the sweeper sends the message, and nobody does before. */
    @Test
    @Tag("long")
    void c58ABusyReceiverIsLeftAloneForAsLongAsItAsksAndNotMuchLonger() throws Exception {
        try (var receiver = new Receiver();
                var worker = TestWorker.start(broker(), home, SETTINGS)) {
            receiver.answers(exchange -> answer(receiver, exchange, 503, "7"));
            var id = nudged(worker, receiver);

            awaitDelivered(worker, id);

            assertThat(secondsBetweenTries(receiver)).isBetween(7L, 40L);
        }
    }

    /** The first time with this status, then with success. */
    private static void answer(Receiver receiver, HttpExchange exchange, int firstStatus, String retryAfter)
            throws IOException {
        exchange.getResponseHeaders().set("Retry-After", retryAfter);
        exchange.sendResponseHeaders(receiver.posts().size() == 1 ? firstStatus : 204, -1);
    }

    private static JobId nudged(TestWorker worker, Receiver receiver) {
        var id = EndedJobs.cancelled(worker.jobs(), receiver.url("/hook"));
        worker.bean(CallbackNudge.class).send(worker.row(id), TraceHeaders.NONE);
        return id;
    }

    private static void awaitDelivered(TestWorker worker, JobId id) {
        await().atMost(Duration.ofSeconds(90))
                .until(() -> worker.row(id).aftermath().callback().state() == CallbackState.DELIVERED);
    }

    private static long secondsBetweenTries(Receiver receiver) {
        var posts = receiver.posts();
        return seconds(posts.get(1)) - seconds(posts.get(0));
    }

    private static long seconds(Receiver.Post post) {
        return Long.parseLong(post.header("webhook-timestamp"));
    }
}
