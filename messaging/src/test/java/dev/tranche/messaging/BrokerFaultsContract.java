package dev.tranche.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tranche.messaging.PublishFailed.Reason;
import dev.tranche.messaging.test.TcpProxy;
import dev.tranche.messaging.test.TestBroker;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.Via;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListenerContainer;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import org.springframework.context.ConfigurableApplicationContext;

/** What happens to publishers and consumers while the broker is away, hangs, or is lost. */
abstract class BrokerFaultsContract {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");
    /** Short, so that the tests are; the bound has room for a slow machine. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);

    private static final Duration BOUND = ANSWER_WITHIN.plusSeconds(2);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private TestBroker broker;
    private TcpProxy proxy;
    private ConfigurableApplicationContext application;

    abstract TestBroker broker();

    @BeforeEach
    void connectThroughAProxy() throws Exception {
        broker = broker();
        proxy = TcpProxy.to(broker.host(), broker.port());
        broker.purge();
    }

    @AfterEach
    void stopApplication() throws Exception {
        if (proxy != null) {
            proxy.resume();
        }
        if (application != null) {
            application.close();
        }
        if (proxy != null) {
            proxy.close();
        }
    }

    @Test
    void anApplicationThatStartsWithoutABrokerPublishesWhenTheBrokerAppears() throws Exception {
        proxy.refuse();
        startApplication();
        assertThat(failureOfPublish(1).reason()).isEqualTo(Reason.CONNECTION);
        assertThatExceptionOfType(BrokerUnavailable.class)
                .isThrownBy(() -> application.getBean(QueueDepths.class).read());

        assertThat(application
                        .getBean(DeadLetters.class)
                        .keep(new Message(new byte[0]), MessageQueue.CHUNKS, new Unparseable("empty")))
                .isFalse();

        proxy.accept();

        publish(2);
        assertThat(application.getBean(QueueDepths.class).read()).containsOnlyKeys(MessageQueue.values());
    }

    @Test
    void aConsumerThatStartsWithoutABrokerConsumesWhenTheBrokerAppears() throws Exception {
        proxy.refuse();
        startApplication();
        var inbox = new LinkedBlockingQueue<Message>();
        var consumer = consumer("early", acknowledgeInto(inbox));
        consumer.start();

        proxy.accept();
        publish(3);

        assertThat(take(inbox)).isEqualTo(3);
        consumer.stop();
    }

    /** The broker of a new deployment may be there before its users are. */
    @Test
    void aConsumerWhomTheBrokerDoesNotKnowYetConsumesWhenItDoes() throws Exception {
        var properties = new HashMap<>(propertiesThroughProxy());
        properties.put("spring.rabbitmq.password", "not set yet");
        application = MessagingApplication.start(properties);
        var inbox = new LinkedBlockingQueue<Message>();
        var consumer = consumer("unknown", acknowledgeInto(inbox));
        consumer.start();

        application
                .getBeansOfType(CachingConnectionFactory.class)
                .values()
                .forEach(connections -> connections.setPassword(broker.password()));
        publish(5);

        assertThat(take(inbox)).isEqualTo(5);
        consumer.stop();
    }

    /** P6: whether the message arrived is not known, so it is a failure. */
    @Test
    void aConnectionThatIsLostBeforeTheConfirmIsAFailureAtOnce() throws Exception {
        startApplication();
        publish(1);
        proxy.hang();
        var publishing = CompletableFuture.supplyAsync(() -> failureOfPublish(2));
        Awaitility.await().until(proxy::isHolding);

        proxy.cut();
        proxy.resume();

        assertThat(publishing.get(BOUND.toSeconds(), TimeUnit.SECONDS).reason()).isEqualTo(Reason.CONNECTION);
        publish(3);
    }

    /** P14: whoever still publishes while the application ends learns that it failed. */
    @Test
    void afterTheApplicationHasEndedAPublishIsAFailure() {
        startApplication();
        var publisher = application.getBean(ConfirmedPublisher.class);

        application.close();

        assertThatExceptionOfType(PublishFailed.class)
                .isThrownBy(() -> publisher.publish(MessageQueue.CHUNKS, chunk(1)));
    }

    @Test
    void aBrokerThatHangsIsAFailureAfterTheBound() throws Exception {
        startApplication();
        publish(1);

        proxy.hang();

        assertThat(failureOfPublish(2).reason()).isEqualTo(Reason.TIMEOUT);
        proxy.resume();
        publish(3);
    }

    /** Opening a connection takes turns, so without the bound the last of these would wait for all the others. */
    @Test
    void nobodyWaitsLongerBecauseOthersWaitForABrokerThatHangs() throws Exception {
        startApplication();
        proxy.hang();
        var started = System.nanoTime();

        var failures = IntStream.range(0, 20)
                .mapToObj(step ->
                        CompletableFuture.supplyAsync(() -> failureOfPublish(step), work -> new Thread(work).start()))
                .toList();

        failures.forEach(CompletableFuture::join);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(BOUND);
    }

    @Test
    void aConsumerGoesOnAfterItsConnectionWasCutAndGetsTheUnacknowledgedMessageAgain() throws Exception {
        startApplication();
        var inbox = new LinkedBlockingQueue<Message>();
        var consumer = consumer("cut", (message, channel) -> {
            inbox.add(message);
            if (message.getMessageProperties().isRedelivered()) {
                channel.basicAck(message.getMessageProperties().getDeliveryTag(), false);
            }
        });
        consumer.start();
        publish(4);
        assertThat(take(inbox)).isEqualTo(4);

        proxy.cut();

        assertThat(take(inbox)).isEqualTo(4);
        consumer.stop();
    }

    private void startApplication() {
        application = MessagingApplication.start(propertiesThroughProxy());
    }

    private Map<String, Object> propertiesThroughProxy() {
        var properties = new HashMap<>(broker.springPropertiesVia(proxy.host(), proxy.port()));
        properties.put("tranche.messaging.answer-within", ANSWER_WITHIN);
        // What Spring logs about connections that are cut on purpose hides what matters.
        properties.put("logging.level.org.springframework.amqp", "OFF");
        return properties;
    }

    private void publish(long step) {
        application.getBean(ConfirmedPublisher.class).publish(MessageQueue.CHUNKS, chunk(step));
    }

    private PublishFailed failureOfPublish(long step) {
        var failure = catchThrowable(() -> publish(step));
        assertThat(failure).isInstanceOf(PublishFailed.class);
        return (PublishFailed) failure;
    }

    private MessageListenerContainer consumer(String tag, ChannelAwareMessageListener listener) {
        return application.getBean(Consumers.class).consumer(MessageQueue.CHUNKS, tag, listener, STOP_WITHIN);
    }

    private static ChannelAwareMessageListener acknowledgeInto(BlockingQueue<Message> inbox) {
        return (message, channel) -> {
            channel.basicAck(message.getMessageProperties().getDeliveryTag(), false);
            inbox.add(message);
        };
    }

    private long take(BlockingQueue<Message> inbox) throws InterruptedException {
        var message = inbox.poll(20, TimeUnit.SECONDS);
        assertThat(message).as("a message within 20 s").isNotNull();
        return application.getBean(MessageCodec.class).chunk(message).step();
    }

    private static ChunkMessage chunk(long step) {
        return new ChunkMessage(JOB, step, Via.NEW, Instant.EPOCH);
    }
}
