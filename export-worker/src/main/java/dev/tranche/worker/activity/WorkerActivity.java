package dev.tranche.worker.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * When this worker last had a consumer with nothing to do, and the newest message that it took: what tells a job that waits
 * its turn from one whose message is lost (P11). The chunk listener writes it, the sweeper's reporter reads it. Thread-safe.
 */
public final class WorkerActivity {
    /** A pause between two messages is shorter; a consumer that has waited this long found the queue empty. */
    static final Duration IDLE_AFTER = Duration.ofSeconds(1);

    private final IntSupplier attached;
    private final LongSupplier nanoTime;

    private int busy;
    private boolean idling;
    private long idlingSince;
    private boolean everIdle;
    private long lastIdle;
    private Instant newestQueuedAtTaken = Instant.EPOCH;

    /**
     * @param attached how many consumers are attached to the queue now; one that is not hears nothing and proves nothing. Called
     *     under the lock that the consumers need, so it must not wait for one
     * @param nanoTime the machine's monotonic reading in nanoseconds
     */
    public WorkerActivity(IntSupplier attached, LongSupplier nanoTime) {
        this.attached = attached;
        this.nanoTime = nanoTime;
    }

    /** A consumer took a message that reached the work queue at this time. */
    public synchronized void taken(Instant queuedAt) {
        look();
        busy++;
        look();
        if (queuedAt.isAfter(newestQueuedAtTaken)) {
            newestQueuedAtTaken = queuedAt;
        }
    }

    /** A consumer is done with its message. */
    public synchronized void done() {
        busy--;
        look();
        notifyAll();
    }

    /** Waits until no consumer has a message, at most that long; says whether that is so. */
    public synchronized boolean awaitDone(Duration atMost) throws InterruptedException {
        long end = nanoTime.getAsLong() + atMost.toNanos();
        for (long left = atMost.toNanos(); busy > 0 && left > 0; left = end - nanoTime.getAsLong()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return busy == 0;
    }

    /** Counts the time until now for idle if a consumer has waited, attached to the queue, since the last look or longer. */
    private void look() {
        long now = nanoTime.getAsLong();
        boolean idle = busy < attached.getAsInt();
        if (idling && now - idlingSince >= IDLE_AFTER.toNanos()) {
            everIdle = true;
            lastIdle = now;
        }
        if (idle && !idling) {
            idlingSince = now;
        }
        idling = idle;
    }

    /**
     * When a consumer last had nothing to do; the epoch if never.
     *
     * @param now of the job store's clock, which the answer is by
     */
    public synchronized Instant lastIdleAt(Instant now) {
        look();
        return everIdle ? now.minusNanos(nanoTime.getAsLong() - lastIdle) : Instant.EPOCH;
    }

    /** The latest queueing time among the messages taken; the epoch if there was none. */
    public synchronized Instant newestQueuedAtTaken() {
        return newestQueuedAtTaken;
    }
}
