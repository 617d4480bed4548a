package dev.tranche.gateway.watch;

import dev.tranche.messaging.QueueDepths;
import dev.tranche.messaging.QueueDepths.Depth;
import dev.tranche.model.message.MessageQueue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** {@code tranche.queue.messages} and {@code tranche.queue.consumers} by queue (C61), NaN while the broker does not answer. */
final class QueueMeters implements MeterBinder {
    private final Recent<Map<MessageQueue, Depth>> depths;

    QueueMeters(QueueDepths depths, Duration maxAge, LongSupplier nanoTime) {
        this.depths = new Recent<>(depths::read, maxAge, nanoTime);
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (MessageQueue queue : MessageQueue.values()) {
            gauge("tranche.queue.messages", "Messages in the queue", queue, Depth::messages, meters);
            gauge("tranche.queue.consumers", "Consumers of the queue", queue, Depth::consumers, meters);
        }
    }

    private void gauge(
            String name, String description, MessageQueue queue, ToDoubleFunction<Depth> value, MeterRegistry meters) {
        Gauge.builder(name, () -> read(queue, value))
                .description(description)
                .tag("queue", queue.queueName())
                .register(meters);
    }

    private double read(MessageQueue queue, ToDoubleFunction<Depth> value) {
        var depth = depths.find().map(all -> all.get(queue));
        return depth.isPresent() ? value.applyAsDouble(depth.get()) : Double.NaN;
    }
}
