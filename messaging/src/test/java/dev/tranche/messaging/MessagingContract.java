package dev.tranche.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.messaging.Inbox.Arrival;
import dev.tranche.messaging.PublishFailed.Reason;
import dev.tranche.messaging.test.TestBroker;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.QueuedMessage;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.message.Via;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.support.DefaultMessagePropertiesConverter;
import org.springframework.context.ConfigurableApplicationContext;

/** What both brokers must do with our queues and messages. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class MessagingContract {
    static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");
    private static final Instant QUEUED_AT = Instant.parse("2024-01-01T17:00:00.123Z");

    /** A pause of 100 ms that took longer than this would mean that the broker looks for expired messages too seldom. */
    private static final Duration GENEROUS = Duration.ofSeconds(3);

    TestBroker broker;
    ConfigurableApplicationContext application;
    ConfirmedPublisher publisher;
    QueueDepths depths;

    abstract TestBroker broker();

    @BeforeAll
    void startApplication() {
        broker = broker();
        application = MessagingApplication.start(broker);
        publisher = application.getBean(ConfirmedPublisher.class);
        depths = application.getBean(QueueDepths.class);
        publisher.publish(MessageQueue.CHUNKS, chunk(0));
    }

    @BeforeEach
    void emptyQueues() throws Exception {
        broker.purge();
    }

    @AfterAll
    void stopApplication() {
        if (application != null) {
            application.close();
        }
    }

    /** C51. Both brokers count in whole milliseconds. */
    @Test
    void theDelayQueueHoldsAMessageForAtLeast100Milliseconds() throws Exception {
        var pauses = new ArrayList<Duration>();
        try (var inbox = Inbox.of(broker, MessageQueue.CHUNKS)) {
            for (int step = 0; step < 50; step++) {
                var published = System.nanoTime();
                publisher.publish(MessageQueue.CHUNKS_DELAY, chunk(step));
                pauses.add(Duration.ofNanos(inbox.take().nanos() - published));
            }
        }

        pauses.sort(null);
        System.out.printf(
                "%s, pause of 100 ms: min %d, p50 %d, p90 %d, max %d ms%n",
                broker.product(),
                pauses.get(0).toMillis(),
                pauses.get(25).toMillis(),
                pauses.get(45).toMillis(),
                pauses.get(49).toMillis());
        assertThat(pauses).allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMillis(100), GENEROUS));
    }

    @Test
    void messagesOfAQueueArriveInTheOrderInWhichTheyWerePublished() throws Exception {
        for (int step = 0; step < 100; step++) {
            publisher.publish(MessageQueue.CHUNKS, chunk(step));
        }

        assertThat(stepsTaken(100)).isEqualTo(LongStream.range(0, 100).boxed().toList());
    }

    @Test
    void messagesThatWaitTogetherReturnInTheirOrder() throws Exception {
        for (int step = 0; step < 100; step++) {
            publisher.publish(MessageQueue.CHUNKS_DELAY, chunk(step));
        }

        assertThat(stepsTaken(100)).isEqualTo(LongStream.range(0, 100).boxed().toList());
    }

    /** P10: a failed step comes back after its backoff, a callback after its own. */
    @Test
    void aRetryQueueReturnsAMessageToItsWorkQueueAfterItsTime() throws Exception {
        try (var chunks = Inbox.of(broker, MessageQueue.CHUNKS);
                var callbacks = Inbox.of(broker, MessageQueue.CALLBACKS)) {
            var published = System.nanoTime();
            publisher.publish(MessageQueue.CHUNKS_RETRY_1S, chunk(3));
            publisher.publish(MessageQueue.CALLBACKS_RETRY_5S, new CallbackMessage(JOB, "msg_1"));

            assertThat(Duration.ofNanos(chunks.take().nanos() - published))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(1).plus(GENEROUS));
            assertThat(Duration.ofNanos(callbacks.take().nanos() - published))
                    .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(5).plus(GENEROUS));
        }
    }

    @Test
    void aPauseEndsWhileNobodyConsumes() throws Exception {
        publisher.publish(MessageQueue.CHUNKS_DELAY, chunk(7));

        Awaitility.await().untilAsserted(() -> {
            assertThat(depth(MessageQueue.CHUNKS)).isEqualTo(1);
            assertThat(depth(MessageQueue.CHUNKS_DELAY)).isZero();
        });
        assertThat(stepsTaken(1)).containsExactly(7L);
    }

    /** P1: via, the time queued and the trace are headers, and dead-lettering keeps them. */
    @Test
    void aMessageIsTheSameAfterItsPause() throws Exception {
        var message = new ChunkMessage(JOB, 41, Via.NEXT, QUEUED_AT);
        var trace = new TraceHeaders(Map.of("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

        publisher.publish(MessageQueue.CHUNKS_DELAY, message, trace);

        try (var inbox = Inbox.of(broker, MessageQueue.CHUNKS)) {
            var arrived = message(inbox.take());
            var codec = application.getBean(MessageCodec.class);
            assertThat(codec.chunk(arrived)).isEqualTo(message);
            assertThat(codec.trace(arrived)).isEqualTo(trace);
        }
    }

    /** C61: what an operator sees of a message. */
    @Test
    void aMessageReadsWellAtTheBroker() throws Exception {
        publisher.publish(MessageQueue.CHUNKS, new ChunkMessage(JOB, 41, Via.FAILED, QUEUED_AT));

        try (var inbox = Inbox.of(broker, MessageQueue.CHUNKS)) {
            var arrived = inbox.take();
            assertThat(arrived.body()).isEqualTo("{\"v\":1,\"jobId\":\"" + JOB + "\",\"step\":41}");
            var properties = arrived.properties();
            assertThat(properties.getContentType()).isEqualTo("application/json");
            assertThat(properties.getDeliveryMode()).isEqualTo(2);
            assertThat(properties.getMessageId()).isEqualTo(JOB + "/41");
            assertThat(properties.getCorrelationId()).isEqualTo(JOB.value());
            assertThat(properties.getType()).isEqualTo("tranche.chunk");
            assertThat(properties.getTimestamp()).isNotNull();
            assertThat(properties.getHeaders().get("tranche-via")).hasToString("failed");
            assertThat(properties.getHeaders().get("tranche-queued-at")).hasToString("2024-01-01T17:00:00.123Z");
        }
    }

    @Test
    void anUnacknowledgedMessageComesAgainWhenItsConsumerIsGone() throws Exception {
        publisher.publish(MessageQueue.CHUNKS, chunk(5));
        try (var dying = Inbox.of(broker, MessageQueue.CHUNKS)) {
            assertThat(dying.peek().envelope().isRedeliver()).isFalse();
        }

        try (var next = Inbox.of(broker, MessageQueue.CHUNKS)) {
            var again = next.take();
            assertThat(step(again)).isEqualTo(5);
            assertThat(again.envelope().isRedeliver()).isTrue();
        }
    }

    /** P6: confirmed is acknowledged and not returned. */
    @Test
    void aPublishToAQueueThatIsNotThereFails() {
        var gone = MessageQueue.CALLBACKS_RETRY_6H;
        var admin = application.getBean(AmqpAdmin.class);
        admin.deleteQueue(gone.queueName());
        try {
            assertThatThrownBy(() -> publisher.publish(gone, new CallbackMessage(JOB, "msg_1")))
                    .isInstanceOfSatisfying(
                            PublishFailed.class, e -> assertThat(e.reason()).isIn(Reason.UNROUTABLE, Reason.NACKED))
                    .hasMessageContaining(JOB + "/msg_1")
                    .hasMessageContaining(gone.queueName());
        } finally {
            admin.declareQueue(Topology.queue(gone));
        }
        publisher.publish(gone, new CallbackMessage(JOB, "msg_1"));
        awaitDepth(gone, 1);
    }

    /** P23: on Broker-J a rejected message would come again and again. */
    @Test
    void anUnreadableMessageIsKeptAsItIsInTheDeadQueue() throws Exception {
        var deadLetters = application.getBean(DeadLetters.class);
        try (var connection = broker.connect()) {
            connection
                    .createChannel()
                    .basicPublish("", "tranche.chunks", null, "rubbish".getBytes(StandardCharsets.UTF_8));
        }
        try (var inbox = Inbox.of(broker, MessageQueue.CHUNKS);
                var dead = Inbox.of(broker, MessageQueue.CHUNKS_DEAD)) {
            var kept = deadLetters.keep(message(inbox.take()), MessageQueue.CHUNKS, new Unparseable("no JSON"));

            assertThat(kept).isTrue();
            assertThat(dead.take().body()).isEqualTo("rubbish");
        }
    }

    @Test
    void manyThreadsPublishAtOnceAndEveryMessageArrivesOnce() throws Exception {
        var threads = Executors.newFixedThreadPool(32);
        var calls = IntStream.range(0, 400)
                .mapToObj(step -> (Callable<Void>) () -> {
                    publisher.publish(MessageQueue.CHUNKS, chunk(step));
                    return null;
                })
                .toList();
        for (var result : threads.invokeAll(calls)) {
            result.get();
        }
        threads.shutdown();

        assertThat(stepsTaken(400))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 400).boxed().toList());
    }

    @Test
    void depthsCountWhatWaitsInEachQueue() {
        publisher.publish(MessageQueue.CHUNKS, chunk(1));
        publisher.publish(MessageQueue.CHUNKS, chunk(2));
        publisher.publish(MessageQueue.CALLBACKS_DEAD, new CallbackMessage(JOB, "msg_1"));

        Awaitility.await().untilAsserted(() -> {
            assertThat(depths.read()).containsOnlyKeys(MessageQueue.values());
            assertThat(depth(MessageQueue.CHUNKS)).isEqualTo(2);
            assertThat(depth(MessageQueue.CALLBACKS_DEAD)).isEqualTo(1);
            assertThat(depth(MessageQueue.CHUNKS_DEAD)).isZero();
        });
    }

    @Test
    void aSecondApplicationDeclaresTheSameQueuesAndLosesNothing() {
        publisher.publish(MessageQueue.CHUNKS, chunk(9));

        try (var second = MessagingApplication.start(broker)) {
            second.getBean(ConfirmedPublisher.class).publish(MessageQueue.CHUNKS, chunk(10));
        }

        Awaitility.await()
                .untilAsserted(() -> assertThat(depth(MessageQueue.CHUNKS)).isEqualTo(2));
    }

    ChunkMessage chunk(long step) {
        return new ChunkMessage(JOB, step, Via.NEXT, QUEUED_AT);
    }

    long depth(MessageQueue queue) {
        return depths.read().get(queue).messages();
    }

    /** P23. */
    @Test
    void aDeadQueueHandsOverWhatCanBeReadAndKeepsTheRest() {
        var dead = application.getBean(DeadQueues.class);
        var read = new ArrayList<QueuedMessage>();
        application.getBean(ConfirmedSend.class).send(MessageQueue.CHUNKS_DEAD, "odd", unreadable());
        publisher.publish(MessageQueue.CHUNKS_DEAD, chunk(7));
        publisher.publish(MessageQueue.CHUNKS_DEAD, chunk(8));
        awaitDepth(MessageQueue.CHUNKS_DEAD, 3);

        var first = dead.drain(MessageQueue.CHUNKS_DEAD, 100, read::add);
        awaitDepth(MessageQueue.CHUNKS_DEAD, 1);
        var second = dead.drain(MessageQueue.CHUNKS_DEAD, 100, read::add);

        assertThat(first).isEqualTo(new DeadQueues.Drained(2, 1));
        assertThat(second).isEqualTo(new DeadQueues.Drained(0, 1));
        assertThat(read).containsExactly(chunk(7), chunk(8));
    }

    /** P23. */
    @Test
    void aDeadMessageThatCannotBeDealtWithStays() {
        var dead = application.getBean(DeadQueues.class);
        var callback = new CallbackMessage(JOB, "msg_1");
        publisher.publish(MessageQueue.CALLBACKS_DEAD, callback);
        awaitDepth(MessageQueue.CALLBACKS_DEAD, 1);
        var failure = new IllegalStateException("the job store is away");

        assertThatThrownBy(() -> dead.drain(MessageQueue.CALLBACKS_DEAD, 100, message -> {
                    throw failure;
                }))
                .isSameAs(failure);
        awaitDepth(MessageQueue.CALLBACKS_DEAD, 1);

        var read = new ArrayList<QueuedMessage>();
        assertThat(dead.drain(MessageQueue.CALLBACKS_DEAD, 100, read::add)).isEqualTo(new DeadQueues.Drained(1, 0));
        assertThat(read).containsExactly(callback);
    }

    /** RabbitMQ's count of a quorum queue lags behind what it has confirmed. */
    private void awaitDepth(MessageQueue queue, long messages) {
        Awaitility.await("depth of " + queue).until(() -> depth(queue) == messages);
    }

    private static Message unreadable() {
        return new Message("neither JSON nor ours".getBytes(StandardCharsets.UTF_8), new MessageProperties());
    }

    private List<Long> stepsTaken(int count) throws Exception {
        var steps = new ArrayList<Long>();
        try (var inbox = Inbox.of(broker, MessageQueue.CHUNKS)) {
            for (int i = 0; i < count; i++) {
                steps.add(step(inbox.take()));
            }
        }
        return steps;
    }

    private long step(Arrival arrival) {
        return application.getBean(MessageCodec.class).chunk(message(arrival)).step();
    }

    static Message message(Arrival arrival) {
        var converter = new DefaultMessagePropertiesConverter();
        MessageProperties properties = converter.toMessageProperties(arrival.properties(), arrival.envelope(), "UTF-8");
        return new Message(arrival.body().getBytes(StandardCharsets.UTF_8), properties);
    }
}
