package dev.tranche.worker.chunk;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads beside the consumers' own: a few that beat, and one for each snapshot or part under way. All are daemons, so that a
 * snapshot, which has no stop, does not keep the process (P14). Not an executor bean, for which Spring would drop its own.
 */
public final class ChunkThreads implements Ticker, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkThreads.class);

    private final ScheduledExecutorService timer;
    private final ExecutorService work;

    /** {@code consumers} is how many deliveries beat at once. */
    ChunkThreads(int consumers) {
        this.timer = Executors.newScheduledThreadPool(consumers + 1, daemons("tranche-beat-"));
        this.work = Executors.newCachedThreadPool(daemons("tranche-work-"));
    }

    private static ThreadFactory daemons(String prefix) {
        var count = new AtomicInteger();
        return action -> {
            var thread = new Thread(action, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** For uploads and snapshots: at most two for each consumer at a time. */
    Executor executor() {
        return work;
    }

    @Override
    public Ticking every(Duration interval, Runnable action) {
        var scheduled = timer.scheduleWithFixedDelay(
                () -> quietly(action), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }

    /** An action that throws would never be called again, errors included: another job's row may fill the heap just now. */
    private static void quietly(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a timer's action failed", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        work.shutdown();
    }
}
