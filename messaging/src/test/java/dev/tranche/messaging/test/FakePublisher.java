package dev.tranche.messaging.test;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.PublishFailed;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.QueuedMessage;
import dev.tranche.model.message.TraceHeaders;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Keeps what was published, in order, and fails on request, before or after it took effect. Safe for any thread. */
public final class FakePublisher implements ConfirmedPublisher {
    /** A message that reached its queue. */
    public record Sent(MessageQueue queue, QueuedMessage message, TraceHeaders trace) {}

    private enum Fault {
        BEFORE_EFFECT,
        AFTER_EFFECT
    }

    private final List<Sent> sent = new ArrayList<>();
    private final Queue<Fault> faults = new ArrayDeque<>();

    @Override
    public synchronized void publish(MessageQueue queue, QueuedMessage message, TraceHeaders trace) {
        var fault = faults.poll();
        if (fault == Fault.BEFORE_EFFECT) {
            throw new PublishFailed(PublishFailed.Reason.CONNECTION, queue, message, "the test wants it");
        }
        sent.add(new Sent(queue, message, trace));
        if (fault == Fault.AFTER_EFFECT) {
            throw new PublishFailed(PublishFailed.Reason.TIMEOUT, queue, message, "the test wants it");
        }
    }

    /** The next publish fails and nothing is sent. */
    public synchronized void failNext() {
        faults.add(Fault.BEFORE_EFFECT);
    }

    /** The next publish fails although the message arrived: a lost confirm. */
    public synchronized void loseNextConfirm() {
        faults.add(Fault.AFTER_EFFECT);
    }

    /** Everything that reached a queue, oldest first. */
    public synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** What reached this queue, oldest first. */
    public synchronized List<QueuedMessage> sentTo(MessageQueue queue) {
        return sent.stream().filter(s -> s.queue() == queue).map(Sent::message).toList();
    }
}
