package dev.tranche.messaging.test;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.tranche.model.message.MessageQueue;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A broker for tests, shared by all tests of a JVM: {@link #purge} before each. */
public interface TestBroker {
    /** What it is, for messages, such as {@code RabbitMQ 3.10.8}. */
    String product();

    String host();

    int port();

    String user();

    String password();

    default String virtualHost() {
        return "/";
    }

    /** Spring Boot's properties for this broker. */
    default Map<String, Object> springProperties() {
        return springPropertiesVia(host(), port());
    }

    /** The same, with another address in between, such as a {@link TcpProxy}. */
    default Map<String, Object> springPropertiesVia(String host, int port) {
        return Map.of(
                "spring.rabbitmq.host", host,
                "spring.rabbitmq.port", port,
                "spring.rabbitmq.username", user(),
                "spring.rabbitmq.password", password(),
                "spring.rabbitmq.virtual-host", virtualHost());
    }

    /** A connection of the test's own, without recovery. */
    default Connection connect() throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost(host());
        factory.setPort(port());
        factory.setUsername(user());
        factory.setPassword(password());
        factory.setVirtualHost(virtualHost());
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection("test");
    }

    /** Empties those of our queues that exist. A message that is delivered and not acknowledged stays. */
    default void purge() throws IOException, TimeoutException {
        try (var connection = connect()) {
            for (MessageQueue queue : MessageQueue.values()) {
                var channel = connection.createChannel();
                try {
                    channel.queuePurge(queue.queueName());
                    channel.close();
                } catch (IOException e) {
                    // Not declared yet: there is nothing to purge, and the broker has closed the channel.
                    assert !channel.isOpen() : e;
                }
            }
        }
    }
}
