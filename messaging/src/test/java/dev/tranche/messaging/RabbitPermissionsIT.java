package dev.tranche.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.messaging.test.RabbitNode;
import dev.tranche.messaging.test.RabbitTestBroker;
import dev.tranche.messaging.test.TestBroker;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.Via;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.context.ConfigurableApplicationContext;

/** The permissions that {@code docs/rabbitmq.md} tells operators to give are enough, and none of them is too much. */
@Tag("long")
class RabbitPermissionsIT {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");
    private static final String USER = "limited";
    private static final String PASSWORD = "of-limits";
    private static final String HOST = "limits";
    private static final String NOTHING = "^$";

    private RabbitNode node;
    private TestBroker limited;

    @BeforeEach
    void makeUser() {
        node = RabbitNode.shared();
        node.ctl("add_vhost", HOST);
        node.ctl("add_user", USER, PASSWORD);
        var all = node.broker();
        limited = new RabbitTestBroker(all.product(), all.host(), all.port(), USER, PASSWORD, HOST);
    }

    @AfterEach
    void removeUser() {
        if (node != null) {
            node.ctl("delete_user", USER);
            node.ctl("delete_vhost", HOST);
        }
    }

    /** Configure, write and read, as the command in the documentation has them. */
    private static List<String> documented() throws Exception {
        var page = Files.readString(Path.of("..", "docs", "rabbitmq.md"));
        var command = page.lines()
                .filter(line -> line.startsWith("rabbitmqctl set_permissions"))
                .findFirst()
                .orElseThrow();
        return Pattern.compile("'([^']*)'")
                .matcher(command)
                .results()
                .map(pattern -> pattern.group(1))
                .toList();
    }

    private void allow(List<String> patterns) {
        node.ctl("set_permissions", "--vhost", HOST, USER, patterns.get(0), patterns.get(1), patterns.get(2));
    }

    private ConfigurableApplicationContext start() {
        var properties = new HashMap<>(limited.springProperties());
        properties.put("logging.level.org.springframework.amqp", "OFF");
        return MessagingApplication.start(properties);
    }

    @Test
    void declaringPublishingConsumingAndDeadLetteringNeedNoMoreThanIsDocumented() throws Exception {
        allow(documented());
        try (var application = start()) {
            publish(application);
            try (var inbox = Inbox.of(limited, MessageQueue.CHUNKS)) {
                assertThat(inbox.take().body()).contains("\"step\":1");
            }
            var rubbish = new Message("rubbish".getBytes(StandardCharsets.UTF_8), new MessageProperties());
            assertThat(application
                            .getBean(DeadLetters.class)
                            .keep(rubbish, MessageQueue.CHUNKS, new Unparseable("no JSON")))
                    .isTrue();
            assertThat(application.getBean(DeadQueues.class).drain(MessageQueue.CHUNKS_DEAD, 10, message -> {}))
                    .isEqualTo(new DeadQueues.Drained(0, 1));
            assertThat(application.getBean(QueueDepths.class).read()).containsOnlyKeys(MessageQueue.values());
        }
    }

    @Test
    void suchAUserMakesNoQueueOfAnotherName() throws Exception {
        allow(documented());
        try (var connection = limited.connect()) {
            var channel = connection.createChannel();
            assertThatThrownBy(() -> channel.queueDeclare("another", true, false, false, null))
                    .rootCause()
                    .hasMessageContaining("ACCESS_REFUSED");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void withoutAnyOneOfThemNothingWorks(int without) throws Exception {
        var patterns = new ArrayList<>(documented());
        patterns.set(without, NOTHING);
        allow(patterns);
        try (var application = start()) {
            assertThatExceptionOfType(PublishFailed.class).isThrownBy(() -> publish(application));
        }
    }

    private static void publish(ConfigurableApplicationContext application) {
        application
                .getBean(ConfirmedPublisher.class)
                .publish(MessageQueue.CHUNKS_DELAY, new ChunkMessage(JOB, 1, Via.NEW, Instant.EPOCH));
    }
}
