package dev.tranche.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.DeadLetters;
import dev.tranche.messaging.MessageCodec;
import dev.tranche.messaging.test.EmbeddedTestBroker;
import dev.tranche.messaging.test.TestBroker;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.store.Aftermath;
import dev.tranche.model.store.Aftermath.CallbackState;
import dev.tranche.model.store.CallbackResult;
import dev.tranche.worker.TestWorker;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Callbacks of a worker as its own process would be. */
@ExtendWith(OutputCaptureExtension.class)
class CallbackIT {
    private static final Map<String, Object> HERE = Map.of("tranche.callbacks.allow-private-addresses", true);

    private final TestBroker broker = EmbeddedTestBroker.shared();

    @TempDir
    Path home;

    @BeforeEach
    void emptyQueues() throws Exception {
        broker.purge();
    }

    /** What is configured when nothing is: a receiver on this machine is not called, and only the callback has failed. */
    @Test
    void c58ACallbackToThisMachineIsRefusedAndShownAndChangesNothingElse(CapturedOutput output) throws Exception {
        try (var receiver = new Receiver();
                var worker = TestWorker.start(broker, home, Map.of("logging.level.dev.tranche", "DEBUG"))) {
            var id = cancelledJob(worker, receiver);
            var before = worker.row(id);

            worker.bean(CallbackNudge.class).send(before, TraceHeaders.NONE);

            await().atMost(Duration.ofSeconds(30)).until(() -> state(worker, id) == CallbackState.ABANDONED);
            var after = worker.row(id);
            assertThat(after.aftermath().callback().findLastTry().flatMap(Aftermath.LastTry::findResult))
                    .contains(CallbackResult.unanswered("address not allowed: loopback"));
            assertThat(after.ending()).isEqualTo(before.ending());
            assertThat(receiver.posts()).isEmpty();
            await().untilAsserted(() -> assertThat(output.getAll())
                    .contains("callback refused: address not allowed: loopback")
                    .doesNotContain("s3cret", "/hook", ":" + receiver.port()));
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
        return EndedJobs.cancelled(worker.jobs(), receiver.url("/hook?token=s3cret"));
    }

    private static CallbackState state(TestWorker worker, JobId id) {
        return worker.row(id).aftermath().callback().state();
    }
}
