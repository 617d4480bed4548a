package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.Consumers;
import dev.tranche.messaging.MessageCodec;
import dev.tranche.messaging.MessagingConfiguration;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** What the early acknowledgement of P13 does to a consumer. */
abstract class EarlyAcknowledgementContract {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    @SpringBootConfiguration
    @ImportAutoConfiguration(RabbitAutoConfiguration.class)
    @Import(MessagingConfiguration.class)
    static class Messaging {}

    private final LinkedBlockingQueue<String> taken = new LinkedBlockingQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private ConfigurableApplicationContext application;

    /** Shared by all tests of this JVM. */
    abstract TestBroker broker();

    @BeforeEach
    void connect() throws Exception {
        var broker = broker();
        application = new SpringApplicationBuilder(Messaging.class)
                .web(WebApplicationType.NONE)
                .properties(broker.springProperties())
                .properties("spring.main.banner-mode=off", "logging.level.root=WARN")
                .run();
        broker.purge();
    }

    @AfterEach
    void disconnect() {
        release.countDown();
        if (application != null) {
            application.close();
        }
    }

    @Test
    void p13TheNextMessageGoesToOthersAndTheConsumerCanBeStartedAgain() throws Exception {
        var codec = application.getBean(MessageCodec.class);
        var consumer = application
                .getBean(Consumers.class)
                .consumer(
                        MessageQueue.CHUNKS,
                        "long",
                        (message, channel) -> {
                            var delivery = new AmqpDelivery(channel, message.getMessageProperties());
                            if (codec.chunk(message).step() == 1) {
                                delivery.acknowledgeEarly();
                                taken.add("long 1");
                                release.await();
                            } else {
                                taken.add("long " + codec.chunk(message).step());
                            }
                            delivery.acknowledge();
                        },
                        STOP_WITHIN);
        consumer.start();
        publish(1);
        assertThat(taken.poll(10, TimeUnit.SECONDS)).isEqualTo("long 1");

        var other = application
                .getBean(Consumers.class)
                .consumer(
                        MessageQueue.CHUNKS,
                        "other",
                        (message, channel) -> {
                            taken.add("other " + codec.chunk(message).step());
                            new AmqpDelivery(channel, message.getMessageProperties()).acknowledge();
                        },
                        STOP_WITHIN);
        publish(2);
        other.start();
        assertThat(taken.poll(10, TimeUnit.SECONDS)).isEqualTo("other 2");
        other.stop();

        release.countDown();
        consumer.stop();
        consumer.start();
        publish(3);
        assertThat(taken.poll(10, TimeUnit.SECONDS)).isEqualTo("long 3");
        consumer.stop();
        assertThat(taken).as("messages that came twice").isEmpty();
    }

    private void publish(int step) {
        application
                .getBean(ConfirmedPublisher.class)
                .publish(MessageQueue.CHUNKS, new ChunkMessage(JOB, step, Via.NEXT, Instant.EPOCH));
    }
}
