package dev.tranche.messaging;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.tranche.messaging.test.TestBroker;
import dev.tranche.model.message.MessageQueue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A consumer of the test's own that sees what the broker really delivers. */
final class Inbox implements AutoCloseable {
    /** One delivery; {@code nanos} is the moment of its arrival. */
    record Arrival(long nanos, Envelope envelope, BasicProperties properties, String body) {}

    private static final long WAIT_SECONDS = 20;

    private final Connection connection;
    private final Channel channel;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    private Inbox(Connection connection) throws IOException {
        this.connection = connection;
        this.channel = connection.createChannel();
    }

    static Inbox of(TestBroker broker, MessageQueue queue) throws IOException, TimeoutException {
        var inbox = new Inbox(broker.connect());
        inbox.channel.basicConsume(queue.queueName(), false, new DefaultConsumer(inbox.channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
                inbox.arrivals.add(
                        new Arrival(System.nanoTime(), envelope, properties, new String(body, StandardCharsets.UTF_8)));
            }
        });
        return inbox;
    }

    /** The next delivery, acknowledged. */
    Arrival take() throws IOException, InterruptedException {
        var arrival = peek();
        channel.basicAck(arrival.envelope().getDeliveryTag(), false);
        return arrival;
    }

    /** The next delivery, left unacknowledged, so that it comes again when this inbox is closed. */
    Arrival peek() throws InterruptedException {
        var arrival = arrivals.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        if (arrival == null) {
            throw new AssertionError("nothing arrived within " + WAIT_SECONDS + " s");
        }
        return arrival;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
