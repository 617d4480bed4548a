package dev.tranche.worker.simulation;

import dev.tranche.messaging.BrokerUnavailable;
import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.DeadQueues;
import dev.tranche.messaging.QueueDepths;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.QueuedMessage;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.message.Via;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The broker of a simulation: work queues that are first in, first out, waiting queues by virtual time, one message at a time for each
 * consumer, and again what was not acknowledged.
 */
public final class Broker implements ConfirmedPublisher, QueueDepths, DeadQueues {
    /** RabbitMQ 4's delivery limit, after which a message goes to the dead queue. */
    private static final int MAX_RETURNS = 20;

    /** Later than any newer step of the same job. */
    private static final Duration MUCH_LATER = Duration.ofMinutes(3);

    /** What becomes of a message that was sent. */
    enum Way {
        PLAIN,
        TWICE,
        TWICE_AND_LATE,
        LOST;

        static Way of(Fault fault) {
            return switch (fault) {
                case TWICE -> TWICE;
                case TWICE_AND_LATE -> TWICE_AND_LATE;
                case LOST -> LOST;
                default -> PLAIN;
            };
        }
    }

    /** A message, waiting or with a consumer. */
    public static final class Letter {
        private final MessageQueue queue;
        private final QueuedMessage message;
        private int returns;

        private Letter(MessageQueue queue, QueuedMessage message) {
            this.queue = queue;
            this.message = message;
        }

        /** What it says. */
        public QueuedMessage message() {
            return message;
        }

        /** Whether somebody had it before and did not acknowledge it. */
        public boolean redelivered() {
            return returns > 0;
        }
    }

    private record Taken(Letter letter, Baton.Life by) {}

    private final Baton baton;
    private final Wire wire;
    private final Map<MessageQueue, Deque<Letter>> ready = new EnumMap<>(MessageQueue.class);
    private final Map<MessageQueue, Deque<Baton.Task>> idle = new EnumMap<>(MessageQueue.class);
    private final List<Taken> taken = new ArrayList<>();
    private final List<Letter> waiting = new ArrayList<>();
    private final Set<Baton.Life> cutOff = new HashSet<>();
    private int mostChunks;
    private int repairs;

    public Broker(Baton baton, Wire wire) {
        this.baton = baton;
        this.wire = wire;
        for (var queue : MessageQueue.values()) {
            ready.put(queue, new ArrayDeque<>());
            idle.put(queue, new ArrayDeque<>());
        }
    }

    @Override
    public void publish(MessageQueue queue, QueuedMessage message, TraceHeaders trace) {
        wire.publish(way -> accept(queue, message, way));
    }

    private void accept(MessageQueue queue, QueuedMessage message, Way way) {
        repairs += message instanceof ChunkMessage chunk && chunk.via() == Via.REPAIR ? 1 : 0;
        var wait = queue.ttl().orElse(Duration.ZERO);
        var work = queue.returnsTo().orElse(queue);
        if (way != Way.LOST) {
            arrive(new Letter(work, message), wait);
        }
        if (way == Way.TWICE) {
            arrive(new Letter(work, message), wait);
        } else if (way == Way.TWICE_AND_LATE) {
            arrive(new Letter(work, message), wait.plus(MUCH_LATER));
        }
    }

    private void arrive(Letter letter, Duration wait) {
        if (wait.isZero()) {
            ready(letter);
        } else {
            waiting.add(letter);
            baton.after(wait, () -> {
                if (waiting.remove(letter)) {
                    ready(letter);
                }
            });
        }
        mostChunks = Math.max(mostChunks, chunks());
    }

    private void ready(Letter letter) {
        ready.get(letter.queue).addLast(letter);
        wakeOne(letter.queue);
    }

    private void wakeOne(MessageQueue queue) {
        for (var task : idle.get(queue)) {
            if (!cutOff.contains(task.life())) {
                idle.get(queue).remove(task);
                baton.wake(task);
                return;
            }
        }
    }

    /** The next message, for which the running thread waits. */
    public Letter take(MessageQueue queue) {
        var task = baton.running();
        while (ready.get(queue).isEmpty() || cutOff.contains(task.life())) {
            idle.get(queue).remove(task);
            idle.get(queue).addLast(task);
            baton.await();
        }
        var letter = ready.get(queue).removeFirst();
        taken.add(new Taken(letter, task.life()));
        return letter;
    }

    /** Forgets a message; one that went to somebody else meanwhile stays. False if the connection broke over it. */
    public void acknowledge(Letter letter) {
        try {
            wire.to(Port.BROKER).around("acknowledge", () -> remove(letter));
        } catch (BrokerUnavailable e) {
            giveBackNow(letter);
        }
    }

    /** Forgets a message though the work on it goes on (P13). */
    public void acknowledgeEarly(Letter letter) {
        remove(letter);
    }

    /** Puts a message back. */
    public void giveBack(Letter letter) {
        try {
            wire.to(Port.BROKER).around("giveBack", () -> giveBackNow(letter));
        } catch (BrokerUnavailable e) {
            giveBackNow(letter);
        }
    }

    private boolean remove(Letter letter) {
        return taken.removeIf(t -> t.letter == letter && t.by == baton.running().life());
    }

    private void giveBackNow(Letter letter) {
        if (taken.removeIf(t -> t.letter == letter)) {
            returned(letter);
        }
    }

    private void returned(Letter letter) {
        letter.returns++;
        var dead = letter.queue.deadLetters();
        if (letter.returns > MAX_RETURNS && dead.isPresent()) {
            ready.get(dead.get()).addLast(letter);
        } else {
            ready.get(letter.queue).addFirst(letter);
            wakeOne(letter.queue);
        }
    }

    /** This process wants no further messages, and may settle those that it has. */
    public void cancelConsumers(Baton.Life life) {
        cutOff.add(life);
        ready.forEach((queue, letters) -> letters.forEach(letter -> wakeOne(queue)));
    }

    /** The connections of this process are gone: its messages come again, and it gets no others. */
    public void cut(Baton.Life life) {
        for (var letter :
                taken.stream().filter(t -> t.by == life).map(Taken::letter).toList()) {
            giveBackNow(letter);
        }
        cancelConsumers(life);
    }

    /** It has connections again. */
    public void reconnect(Baton.Life life) {
        cutOff.remove(life);
        for (var tasks : idle.values()) {
            tasks.stream().filter(task -> task.life() == life).toList().forEach(task -> {
                tasks.remove(task);
                baton.wake(task);
            });
        }
    }

    /** The broker lost its memory: every message of every queue, and what the consumers have comes not again. */
    public void loseEverything() {
        ready.values().forEach(Deque::clear);
        waiting.clear();
        taken.clear();
    }

    @Override
    public Map<MessageQueue, Depth> read() {
        return wire.to(Port.BROKER).around("depths", () -> {
            var depths = new EnumMap<MessageQueue, Depth>(MessageQueue.class);
            ready.forEach((queue, letters) -> depths.put(queue, new Depth(letters.size(), 1)));
            return depths;
        });
    }

    @Override
    public Drained drain(MessageQueue deadQueue, int limit, Consumer<QueuedMessage> handler) {
        var letters = wire.to(Port.BROKER).around("drain", () -> List.copyOf(ready.get(deadQueue)));
        for (var letter : letters) {
            handler.accept(letter.message);
            ready.get(deadQueue).remove(letter);
        }
        return new Drained(letters.size(), 0);
    }

    /** Chunk messages, wherever they are. */
    public int chunks() {
        return (int) (ready.get(MessageQueue.CHUNKS).size()
                + ready.get(MessageQueue.CHUNKS_DEAD).size()
                + waiting.stream()
                        .filter(l -> l.message instanceof ChunkMessage)
                        .count()
                + taken.stream()
                        .filter(t -> t.letter.message instanceof ChunkMessage)
                        .count());
    }

    /** The most chunk messages that there ever were at a time. */
    public int mostChunks() {
        return mostChunks;
    }

    /** Chunk messages that were sent because another one seemed lost. */
    public int repairs() {
        return repairs;
    }
}
