package dev.tranche.gateway;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.PublishFailed;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.QueuedMessage;
import dev.tranche.model.message.TraceHeaders;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what would have gone to the broker, or fails like one that is away. */
final class RecordingPublisher implements ConfirmedPublisher {
    private final BlockingQueue<ChunkMessage> sent = new LinkedBlockingQueue<>();
    private final List<CallbackMessage> callbacks = new CopyOnWriteArrayList<>();
    private final List<MessageQueue> queues = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    @Override
    public void publish(MessageQueue queue, QueuedMessage message, TraceHeaders trace) {
        if (away) {
            throw new PublishFailed(PublishFailed.Reason.CONNECTION, queue, message, "the broker of the test is away");
        }
        queues.add(queue);
        if (message instanceof CallbackMessage callback) {
            callbacks.add(callback);
        } else {
            sent.add((ChunkMessage) message);
        }
    }

    /** The next message, which must come soon. */
    ChunkMessage next() {
        try {
            var message = sent.poll(5, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("nothing was published");
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    List<CallbackMessage> callbacks() {
        return List.copyOf(callbacks);
    }

    List<MessageQueue> queues() {
        return List.copyOf(queues);
    }
}
