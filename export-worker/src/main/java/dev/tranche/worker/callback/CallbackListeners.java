package dev.tranche.worker.callback;

import dev.tranche.messaging.Consumers;
import dev.tranche.model.message.MessageQueue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Runs the consumers of callback messages. They start in the background, because the HTTP client takes seconds in a process that has
 * just started, and nothing else need wait for it.
 */
final class CallbackListeners implements SmartLifecycle {
    /** A receiver that hangs holds one of them for 10 s. */
    private static final int CONSUMERS = 4;

    /** A post that is cut off by it is made again: the lease of its try ends, and the sweeper nudges. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(CallbackListeners.class);

    private final Consumers queue;
    private final Supplier<ChannelAwareMessageListener> listener;
    private volatile List<SimpleMessageListenerContainer> containers = List.of();
    private volatile boolean running;

    /** @param listener makes the listener, which takes a while; called once */
    CallbackListeners(Consumers queue, Supplier<ChannelAwareMessageListener> listener) {
        this.queue = queue;
        this.listener = listener;
    }

    @Override
    public void start() {
        running = true;
        new CustomizableThreadFactory("callbacks-start-")
                .newThread(this::consume)
                .start();
    }

    private void consume() {
        var made = listener.get();
        start(IntStream.rangeClosed(1, CONSUMERS)
                .mapToObj(i -> queue.consumer(MessageQueue.CALLBACKS, "callbacks-" + i, made, STOP_WITHIN))
                .toList());
    }

    private synchronized void start(List<SimpleMessageListenerContainer> made) {
        if (running) {
            containers = made;
            made.forEach(SimpleMessageListenerContainer::start);
            LOG.debug("{} consumers of callbacks are at work", made.size());
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        CompletableFuture.allOf(containers.stream()
                        .map(container -> CompletableFuture.runAsync(container::stop))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        containers = List.of();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
