package dev.tranche.broker;

import com.rabbitmq.client.ConnectionFactory;
import java.nio.file.Path;

/** A process that publishes in its shutdown hook, for longer than Broker-J's own hook would need to close the broker. */
final class PublishAtShutdown {
    private static final int MESSAGES = 2_000;

    private PublishAtShutdown() {}

    public static void main(String[] args) throws Exception {
        var broker = EmbeddedBroker.start(new BrokerSettings(0, "tranche", "secret", Path.of(args[0])));
        var factory = new ConnectionFactory();
        factory.setUri("amqp://tranche:secret@127.0.0.1:" + broker.port());
        var channel = factory.newConnection().createChannel();
        channel.queueDeclare("last", true, false, false, null);
        channel.confirmSelect();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                for (int i = 0; i < MESSAGES; i++) {
                    channel.basicPublish("", "last", null, new byte[0]);
                    channel.waitForConfirmsOrDie(5_000);
                }
                System.out.println("published");
            } catch (Exception e) {
                System.out.println("failed: " + e);
            }
        }));
        System.out.println("started");
        Thread.currentThread().join();
    }
}
