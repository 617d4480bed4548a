package dev.tranche.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tranche.messaging.test.RabbitNode;
import dev.tranche.messaging.test.TlsCertificates;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.Via;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** AMQP with TLS, by the properties that {@code docs/rabbitmq.md} names. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RabbitTlsIT {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");

    private TlsCertificates certificates;
    private RabbitNode node;

    @BeforeAll
    void start(@TempDir Path folder) {
        certificates = TlsCertificates.create(folder);
        node = RabbitNode.startWithTls(certificates);
    }

    @AfterAll
    void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void aBrokerWhoseAuthorityIsTrustedIsTalkedTo() throws Exception {
        try (var application = start(trusting(certificates.authority()))) {
            publish(application);
            try (var inbox = Inbox.of(node.broker(), MessageQueue.CHUNKS)) {
                assertThat(inbox.take().body()).contains("\"step\":1");
            }
        }
    }

    @Test
    void aBrokerOfAnotherAuthorityIsNot(@TempDir Path folder) throws Exception {
        var another = TlsCertificates.create(Files.createDirectory(folder.resolve("another")));
        try (var application = start(trusting(another.authority()))) {
            assertThatExceptionOfType(PublishFailed.class)
                    .isThrownBy(() -> publish(application))
                    .withMessageContaining("trust anchors");
        }
    }

    /** The certificate is for 127.0.0.1. */
    @Test
    void norIsOneWhoseCertificateIsForAnotherHost() {
        var properties = trusting(certificates.authority());
        properties.put("spring.rabbitmq.host", "localhost");
        try (var application = start(properties)) {
            assertThatExceptionOfType(PublishFailed.class)
                    .isThrownBy(() -> publish(application))
                    .withMessageContaining("localhost");
        }
    }

    private Map<String, Object> trusting(Path authority) {
        var properties = new HashMap<>(node.broker().springProperties());
        properties.put("spring.rabbitmq.port", node.tlsPort());
        properties.put("spring.rabbitmq.ssl.enabled", true);
        properties.put("spring.rabbitmq.ssl.bundle", "broker");
        properties.put("spring.ssl.bundle.pem.broker.truststore.certificate", "file:" + authority);
        properties.put("logging.level.org.springframework.amqp", "OFF");
        return properties;
    }

    private static ConfigurableApplicationContext start(Map<String, Object> properties) {
        return MessagingApplication.start(properties);
    }

    private static void publish(ConfigurableApplicationContext application) {
        application
                .getBean(ConfirmedPublisher.class)
                .publish(MessageQueue.CHUNKS, new ChunkMessage(JOB, 1, Via.NEW, Instant.EPOCH));
    }
}
