package dev.tranche.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.messaging.test.EmbeddedTestBroker;
import dev.tranche.messaging.test.TestBroker;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.Via;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListenerContainer;
import org.springframework.context.ConfigurableApplicationContext;

/** How a worker's consumers take messages. */
class ConsumersIT {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final TestBroker broker = EmbeddedTestBroker.shared();
    private final CountDownLatch release = new CountDownLatch(1);
    private final LinkedBlockingQueue<String> taken = new LinkedBlockingQueue<>();
    private ConfigurableApplicationContext application;
    private Consumers consumers;

    @BeforeEach
    void startApplication() throws Exception {
        application = MessagingApplication.start(broker);
        consumers = application.getBean(Consumers.class);
        broker.purge();
    }

    @AfterEach
    void stopApplication() {
        release.countDown();
        application.close();
    }

    /** P13: a message behind a long one must be free for another consumer. */
    @Test
    void aConsumerHoldsOneMessageAndLeavesTheNextToOthers() throws Exception {
        var slow = consumers.consumer(
                MessageQueue.CHUNKS,
                "slow",
                (message, channel) -> {
                    taken.add("slow " + step(message));
                    release.await();
                    channel.basicAck(message.getMessageProperties().getDeliveryTag(), false);
                },
                STOP_WITHIN);
        slow.start();
        publish(1);
        assertThat(taken.poll(10, TimeUnit.SECONDS)).isEqualTo("slow 1");
        publish(2);
        publish(3);

        var other = acknowledging("other");
        other.start();

        assertThat(taken.poll(10, TimeUnit.SECONDS)).isEqualTo("other 2");
        assertThat(taken.poll(10, TimeUnit.SECONDS)).isEqualTo("other 3");
        release.countDown();
        slow.stop();
        other.stop();
    }

    /** P14: SIGTERM lets the chunk at work come to its end. */
    @Test
    void aStopWaitsForTheMessageAtWorkAndTakesNoMore() throws Exception {
        var started = new CountDownLatch(1);
        var consumer = consumers.consumer(
                MessageQueue.CHUNKS,
                "stopping",
                (message, channel) -> {
                    started.countDown();
                    release.await();
                    channel.basicAck(message.getMessageProperties().getDeliveryTag(), false);
                    taken.add("stopping " + step(message));
                },
                STOP_WITHIN);
        consumer.start();
        publish(1);
        publish(2);
        started.await();

        var stopping = new Thread(consumer::stop);
        stopping.start();
        Awaitility.await().until(() -> stopping.getState() != Thread.State.RUNNABLE);
        release.countDown();
        stopping.join();

        assertThat(taken).containsExactly("stopping 1");
        var next = acknowledging("next");
        next.start();
        Awaitility.await().untilAsserted(() -> assertThat(taken).containsExactly("stopping 1", "next 2"));
        next.stop();
    }

    /** C61: the pages of the broker name consumer, process and host. */
    @Test
    void aConsumerIsCalledAsTheWorkerSays() throws Exception {
        var consumer = consumers.consumer(
                MessageQueue.CHUNKS,
                "worker-1 chunks 1",
                (message, channel) -> {
                    taken.add(message.getMessageProperties().getConsumerTag());
                    channel.basicAck(message.getMessageProperties().getDeliveryTag(), false);
                },
                STOP_WITHIN);
        consumer.start();

        publish(1);

        assertThat(taken.poll(10, TimeUnit.SECONDS)).isEqualTo("worker-1 chunks 1");
        consumer.stop();
    }

    private MessageListenerContainer acknowledging(String tag) {
        return consumers.consumer(
                MessageQueue.CHUNKS,
                tag,
                (message, channel) -> {
                    channel.basicAck(message.getMessageProperties().getDeliveryTag(), false);
                    taken.add(tag + " " + step(message));
                },
                STOP_WITHIN);
    }

    private long step(Message message) {
        return application.getBean(MessageCodec.class).chunk(message).step();
    }

    private void publish(long step) {
        application
                .getBean(ConfirmedPublisher.class)
                .publish(MessageQueue.CHUNKS, new ChunkMessage(JOB, step, Via.NEW, Instant.EPOCH));
    }
}
