package dev.tranche.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tranche.messaging.PublishFailed.Reason;
import dev.tranche.messaging.test.RabbitNode;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.Via;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** A RabbitMQ that runs out of memory or disk and takes no messages until it has some again. */
@Tag("long")
class RabbitAlarmIT {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");

    private RabbitNode node;
    private ConfigurableApplicationContext application;

    @BeforeEach
    void start() throws Exception {
        node = RabbitNode.shared();
        var properties = new HashMap<>(node.broker().springProperties());
        properties.put("tranche.messaging.answer-within", "1s");
        application = MessagingApplication.start(properties);
        Awaitility.await().ignoreExceptionsInstanceOf(PublishFailed.class).untilAsserted(() -> publish(0));
        node.broker().purge();
    }

    @AfterEach
    void stop() {
        if (application != null) {
            node.endMemoryAlarm();
            node.endDiskAlarm();
            application.close();
        }
    }

    /** P6: meanwhile what is done can be acknowledged, and what waits can be taken. */
    @Test
    void aMemoryAlarmIsSaidByWhoPublishesAndByHealthWhileConsumersGoOn() throws Exception {
        publish(5);
        publish(6);
        node.startMemoryAlarm();
        blocked("low on memory");

        assertThat(stepsTakenByAConsumer(2)).containsExactly(5L, 6L);
        node.endMemoryAlarm();
        unblocked();
    }

    @Test
    void aDiskAlarmIsSaidByWhoPublishesAndByHealth() throws Exception {
        node.startDiskAlarm();
        blocked("low on disk");

        node.endDiskAlarm();
        unblocked();
    }

    private void blocked(String why) throws Exception {
        var first = catchThrowableOfType(PublishFailed.class, () -> publish(1));
        var next = catchThrowableOfType(PublishFailed.class, () -> publish(2));

        assertThat(first.reason()).isEqualTo(Reason.BLOCKED);
        assertThat(next.reason()).isEqualTo(Reason.BLOCKED);
        assertThat(next).hasMessageContaining("the broker takes no messages: " + why);
        assertThat(application.getBean(BrokerAlarm.class).reason()).contains(why);
        assertThat(health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health().getDetails()).containsEntry("reason", "the broker takes no messages: " + why);
    }

    /** Of what failed, only the one that found the alarm out was ever sent. */
    private void unblocked() throws Exception {
        try (var inbox = Inbox.of(node.broker(), MessageQueue.CHUNKS)) {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(health().getStatus()).isEqualTo(Status.UP));
            publish(3);
            assertThat(step(MessagingContract.message(inbox.take()))).isEqualTo(1);
            assertThat(step(MessagingContract.message(inbox.take()))).isEqualTo(3);
        }
    }

    private List<Long> stepsTakenByAConsumer(int count) {
        var taken = new CopyOnWriteArrayList<Long>();
        var consumer = application
                .getBean(Consumers.class)
                .consumer(
                        MessageQueue.CHUNKS,
                        "during an alarm",
                        (message, channel) -> {
                            channel.basicAck(message.getMessageProperties().getDeliveryTag(), false);
                            taken.add(step(message));
                        },
                        Duration.ofSeconds(5));
        consumer.start();
        Awaitility.await().until(() -> taken.size() >= count);
        consumer.stop();
        return taken;
    }

    private Health health() {
        return application
                .getBean("brokerHealthIndicator", HealthIndicator.class)
                .health();
    }

    private void publish(long step) {
        application
                .getBean(ConfirmedPublisher.class)
                .publish(MessageQueue.CHUNKS, new ChunkMessage(JOB, step, Via.NEW, Instant.EPOCH));
    }

    private long step(Message message) {
        return application.getBean(MessageCodec.class).chunk(message).step();
    }
}
