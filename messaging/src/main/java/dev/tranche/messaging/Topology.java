package dev.tranche.messaging;

import dev.tranche.model.message.MessageQueue;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;

/**
 * Every queue with its arguments, for RabbitMQ and the embedded Broker-J alike. {@link MessagingConfiguration} hands it to
 * Spring's admin, which declares it at each new connection. Nothing here ever deletes a queue.
 *
 * <p>One map serves both brokers: RabbitMQ ignores the arguments that begin without {@code x-}, Broker-J those that begin
 * with it. Messages are published through the default exchange, so that there is nothing to bind.
 */
public final class Topology {
    private Topology() {}

    /** All queues, each after the one that it dead-letters to, as Broker-J needs it. */
    public static Declarables declarables() {
        var order = Comparator.comparingInt(Topology::rank).thenComparing(Comparator.naturalOrder());
        List<Queue> queues = Arrays.stream(MessageQueue.values())
                .sorted(order)
                .map(Topology::queue)
                .toList();
        return new Declarables(queues);
    }

    private static int rank(MessageQueue queue) {
        return queue.ttl().isPresent() ? 2 : queue.deadLetters().isPresent() ? 1 : 0;
    }

    static Queue queue(MessageQueue queue) {
        return new Queue(queue.queueName(), true, false, false, arguments(queue));
    }

    static Map<String, Object> arguments(MessageQueue queue) {
        var arguments = new LinkedHashMap<String, Object>();
        arguments.put("x-queue-type", "quorum");
        queue.deadLetters().or(queue::returnsTo).ifPresent(target -> {
            arguments.put("x-dead-letter-exchange", "");
            arguments.put("x-dead-letter-routing-key", target.queueName());
            // At-least-once needs reject-publish; with the default a message can be lost between the two queues.
            arguments.put("x-dead-letter-strategy", "at-least-once");
            arguments.put("x-overflow", "reject-publish");
            arguments.put("alternateBinding", "{\"destination\":\"" + target.queueName() + "\"}");
        });
        queue.ttl().ifPresent(ttl -> {
            arguments.put("x-message-ttl", ttl.toMillis());
            arguments.put("maximumMessageTtl", ttl.toMillis());
            arguments.put("expiryPolicy", "ROUTE_TO_ALTERNATE");
        });
        return arguments;
    }
}
