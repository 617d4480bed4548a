package dev.tranche.worker.chunk;

import dev.tranche.messaging.Consumers;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.worker.activity.WorkerActivity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.MessageListenerContainer;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the consumers of chunk messages, for as long as the spool folder is the one of the job store (P22), and ends them in time
 * (P14). Started and stopped by Spring, with everything else of the worker already there.
 */
public final class ChunkListeners implements SmartLifecycle {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(ChunkListeners.class);

    /**
     * How many consumers, and by which name they are seen.
     *
     * @param name of this worker, the first part of what the management pages show as a consumer's name (C61)
     */
    record Crew(int consumers, String name) {}

    /** What the consumers' lives depend on. */
    record Tools(SpoolGuard spool, Shutdown shutdown, Ticker ticker, Executor executor) {}

    private final Tools tools;
    private final WorkerActivity activity;
    private final List<SimpleMessageListenerContainer> consumers = new ArrayList<>();
    private Ticker.@Nullable Ticking looking;
    private boolean consuming;

    ChunkListeners(Crew crew, Consumers queue, ChunkListener.Tools listening, Tools tools) {
        this.tools = tools;
        this.activity = listening.activity();
        for (int i = 1; i <= crew.consumers; i++) {
            int index = i - 1;
            var listener = new ChunkListener(listening, () -> tools.executor.execute(() -> startAgain(index)));
            consumers.add(queue.consumer(MessageQueue.CHUNKS, crew.name + "-" + i, listener, Shutdown.OVER_AFTER));
        }
    }

    @Override
    public synchronized void start() {
        if (looking == null) {
            looking = tools.ticker.every(LOOK_EVERY, this::look);
            tools.executor.execute(this::look);
        }
    }

    /** Consumes if the spool folder may be used, and not else. */
    private synchronized void look() {
        boolean may = looking != null && tools.spool.isUsable();
        if (may && !consuming) {
            consuming = true;
            consumers.forEach(MessageListenerContainer::start);
        } else if (!may && consuming) {
            consuming = false;
            LOG.error("the spool folder is not usable any more: no further chunk is taken");
            consumers.forEach(MessageListenerContainer::stop);
        }
    }

    /** How many consumers are attached to the queue now. Waits for nobody. */
    int attached() {
        return consumers.stream()
                .mapToInt(SimpleMessageListenerContainer::getActiveConsumerCount)
                .sum();
    }

    private synchronized void startAgain(int index) {
        if (consuming) {
            consumers.get(index).stop();
            consumers.get(index).start();
        }
    }

    @Override
    public void stop() {
        tools.shutdown.request();
        CompletableFuture.allOf(end()).join();
        awaitForgotten();
    }

    /** A container does not wait for a delivery whose channel is gone, and that one needs the stores until it has given back. */
    private void awaitForgotten() {
        try {
            if (!activity.awaitDone(tools.shutdown.left())) {
                LOG.warn("a chunk is still at work; its job goes on when its claim has expired");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops all consumers at once, so that the time they take does not add up. */
    private synchronized CompletableFuture<?>[] end() {
        if (looking != null) {
            looking.stop();
            looking = null;
        }
        consuming = false;
        return consumers.stream()
                .map(consumer -> CompletableFuture.runAsync(consumer::stop, tools.executor))
                .toArray(CompletableFuture<?>[]::new);
    }

    @Override
    public synchronized boolean isRunning() {
        return looking != null;
    }
}
