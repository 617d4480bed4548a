package dev.tranche.worker.chunk;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.PublishFailed;
import dev.tranche.model.fault.Faults;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.QueuedMessage;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.message.Via;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The broker of a simulation: delays by virtual time, first in first out, redelivers what was not acknowledged. */
final class SimulatedQueue implements ConfirmedPublisher {
    /** A message in the queue or with a consumer. */
    static final class Entry implements Delivery {
        private final SimulatedQueue queue;
        private final ChunkMessage message;
        private Instant readyAt;
        private boolean redelivered;

        private Entry(SimulatedQueue queue, ChunkMessage message, Instant readyAt) {
            this.queue = queue;
            this.message = message;
            this.readyAt = readyAt;
        }

        Arrival toArrival() {
            return new Arrival(message, redelivered, TraceHeaders.NONE);
        }

        @Override
        public void acknowledge() {
            queue.faults.around("acknowledge", () -> queue.taken.remove(this));
        }

        @Override
        public boolean giveBack() {
            queue.channelClosed(this);
            return true;
        }

        @Override
        public void acknowledgeEarly() {
            queue.taken.remove(this);
        }
    }

    private final VirtualTime time;
    private final Faults faults = new Faults(call -> new PublishFailed(
            PublishFailed.Reason.TIMEOUT, MessageQueue.CHUNKS, SimulatedQueue.anyMessage(), "a fault of the test"));
    private final List<Entry> waiting = new ArrayList<>();
    private final List<Entry> taken = new ArrayList<>();
    private final List<ChunkMessage> published = new ArrayList<>();
    private final List<CallbackMessage> callbacks = new ArrayList<>();
    private int publishesBlocked;

    SimulatedQueue(VirtualTime time) {
        this.time = time;
    }

    private static ChunkMessage anyMessage() {
        return new ChunkMessage(new JobId("export_20260101-000000_abcdefghijkl"), 0, Via.NEW, Instant.EPOCH);
    }

    Faults faults() {
        return faults;
    }

    /** An alarm of the broker, which ends when this many messages were sent in vain. */
    void block(int publishes) {
        publishesBlocked = publishes;
    }

    @Override
    public void publish(MessageQueue queue, QueuedMessage message, TraceHeaders trace) {
        if (publishesBlocked > 0) {
            publishesBlocked--;
            throw new PublishFailed(PublishFailed.Reason.BLOCKED, queue, message, "low on memory");
        }
        faults.around("publish", () -> {
            if (message instanceof ChunkMessage chunk) {
                published.add(chunk);
                add(chunk, time.instant().plus(queue.ttl().orElse(Duration.ZERO)));
            } else if (message instanceof CallbackMessage callback) {
                callbacks.add(callback);
            }
        });
    }

    private void add(ChunkMessage message, Instant readyAt) {
        waiting.add(new Entry(this, message, readyAt));
    }

    /** The same message once more, at that time. */
    void again(ChunkMessage message, Instant readyAt) {
        add(message, readyAt);
    }

    /** The chunk message that was published last comes a second time, this much later. */
    void again(Duration after) {
        if (!published.isEmpty()) {
            add(published.get(published.size() - 1), time.instant().plus(after));
        }
    }

    /** The next message, for which time moves on if none is ready. */
    Optional<Entry> take() {
        var next = waiting.stream().min(Comparator.comparing((Entry e) -> e.readyAt));
        next.ifPresent(entry -> {
            if (entry.readyAt.isAfter(time.instant())) {
                time.sleep(Duration.between(time.instant(), entry.readyAt));
            }
            waiting.remove(entry);
            taken.add(entry);
        });
        return next;
    }

    /** The consumer of this message is gone: if it did not acknowledge, the message comes again. */
    void channelClosed(Entry entry) {
        if (taken.remove(entry)) {
            entry.redelivered = true;
            entry.readyAt = time.instant();
            waiting.add(0, entry);
        }
    }

    /** Every consumer is gone. */
    void takenBack() {
        List.copyOf(taken).forEach(this::channelClosed);
    }

    /** All chunk messages that were ever published, in order. */
    List<ChunkMessage> published() {
        return List.copyOf(published);
    }

    List<CallbackMessage> callbacks() {
        return List.copyOf(callbacks);
    }

    /** The messages of this job are lost. */
    void forget(JobId id) {
        waiting.removeIf(entry -> entry.message.jobId().equals(id));
    }

    int size() {
        return waiting.size() + taken.size();
    }
}
