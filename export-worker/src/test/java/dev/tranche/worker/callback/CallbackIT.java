package dev.tranche.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.DeadLetters;
import dev.tranche.messaging.MessageCodec;
import dev.tranche.messaging.test.EmbeddedTestBroker;
import dev.tranche.messaging.test.TestBroker;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.store.Admission;
import dev.tranche.model.store.Aftermath.CallbackState;
import dev.tranche.worker.TestWorker;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks through a real broker and its retry queue, to a real HTTP server. */
class CallbackIT {
    private static final Map<String, Object> HERE = Map.of("tranche.callbacks.allow-private-addresses", true);

    private final TestBroker broker = EmbeddedTestBroker.shared();

    @TempDir
    Path home;

    @BeforeEach
    void emptyQueues() throws Exception {
        broker.purge();
    }

    @Test
    void c57AReceiverThatFailsOnceGetsTheSameCallbackAgainThroughTheRetryQueue() throws Exception {
        try (var receiver = new Receiver();
                var worker = TestWorker.start(broker, home, HERE)) {
            var tries = new AtomicInteger();
            receiver.answers(exchange -> exchange.sendResponseHeaders(tries.incrementAndGet() == 1 ? 500 : 204, -1));
            var id = cancelledJob(worker, receiver);

            worker.bean(CallbackNudge.class).send(worker.row(id), TraceHeaders.NONE);

            await().atMost(Duration.ofSeconds(60)).until(() -> state(worker, id) == CallbackState.DELIVERED);
            assertThat(receiver.posts()).hasSize(2);
            assertThat(receiver.posts())
                    .extracting(post -> post.header("webhook-id") + post.body())
                    .containsOnly("msg_" + id.randomPart() + "{\"jobId\":\"" + id + "\",\"status\":\"cancelled\"}");
        }
    }

    @Test
    @Tag("long")
    void p9ACallbackOfWhichTheNudgeWasLostIsFoundByTheSweeper() throws Exception {
        try (var receiver = new Receiver();
                var worker = TestWorker.start(broker, home, HERE)) {
            var id = cancelledJob(worker, receiver);

            await().atMost(Duration.ofSeconds(60)).until(() -> state(worker, id) == CallbackState.DELIVERED);

            assertThat(receiver.posts()).hasSize(1);
        }
    }

    /** The container would end the whole process, with all the jobs in it; the sweeper sends another message when the lease is over. */
    @Test
    void p9AnErrorAtATryStaysWithinTheTry() throws Exception {
        try (var receiver = new Receiver();
                var worker = TestWorker.start(broker, home, HERE)) {
            var id = cancelledJob(worker, receiver);
            CallbackSender noMemory = request -> {
                throw new OutOfMemoryError("a test's");
            };
            var codec = worker.bean(MessageCodec.class);
            var delivery = new CallbackDelivery(
                    worker.jobs(), noMemory, worker.bean(ConfirmedPublisher.class), worker.bean(CallbackMetrics.class));
            var listener = new CallbackListener(codec, worker.bean(DeadLetters.class), delivery);
            var calls = new ArrayList<String>();
            var message = codec.encode(CallbackMessage.ofEnded(id), TraceHeaders.NONE);

            listener.onMessage(message, channel(calls));

            assertThat(calls).containsExactly("basicAck");
            assertThat(state(worker, id)).isEqualTo(CallbackState.PENDING);
        }
    }

    private static Channel channel(List<String> calls) {
        return (Channel) Proxy.newProxyInstance(
                Channel.class.getClassLoader(), new Class<?>[] {Channel.class}, (self, method, arguments) -> {
                    calls.add(method.getName());
                    return null;
                });
    }

    private static JobId cancelledJob(TestWorker worker, Receiver receiver) {
        var now = worker.jobs().now();
        var id = JobId.create(now, new SecureRandom());
        var request = new ExportRequest("main", ExportFormat.SQL, List.of(), receiver.url("/hook"));
        worker.jobs().insert(new Admission(id, "anonymous", request, now, 0));
        worker.jobs().cancel(id, now);
        return id;
    }

    private static CallbackState state(TestWorker worker, JobId id) {
        return worker.row(id).aftermath().callback().state();
    }
}
