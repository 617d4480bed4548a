package dev.tranche.worker.sweep;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Runs every {@link Sweep} again and again for as long as the worker lives, each on a thread of its own, so that a store that hangs
 * in one does not keep the others from looking. A run that fails is logged and counted; the next one takes up its work.
 */
final class Sweeper implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

    private final List<Sweep> sweeps;
    private final SweepMetrics metrics;
    private volatile ScheduledExecutorService threads = stopped();

    Sweeper(List<Sweep> sweeps, SweepMetrics metrics) {
        this.sweeps = List.copyOf(sweeps);
        this.metrics = metrics;
    }

    private static ScheduledExecutorService stopped() {
        var none = new ScheduledThreadPoolExecutor(0);
        none.shutdown();
        return none;
    }

    @Override
    public void start() {
        var factory = new CustomizableThreadFactory("sweeper-");
        factory.setDaemon(true);
        var executor = new ScheduledThreadPoolExecutor(sweeps.size(), factory);
        var runs = sweeps.stream()
                .map(sweep -> executor.scheduleWithFixedDelay(
                        () -> runOnce(sweep), 0, sweep.pause().toMillis(), TimeUnit.MILLISECONDS))
                .toList();
        LOG.debug("{} sweeps run again and again", runs.size());
        threads = executor;
    }

    /** Runs a sweep and lets nothing out, since the executor would never run it again. */
    void runOnce(Sweep sweep) {
        try {
            metrics.timed(sweep.name(), sweep::run);
        } catch (RuntimeException e) {
            metrics.failed(sweep.name());
            LOG.atWarn().addKeyValue("sweep", sweep.name()).log("sweep ended early: {}", e.getMessage());
        } catch (Error e) {
            // A row too large for the heap strikes whoever allocates next, and that may be this thread.
            metrics.failed(sweep.name());
            LOG.atError().addKeyValue("sweep", sweep.name()).log("sweep ended early", e);
        }
    }

    @Override
    public void stop() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("a sweep is still at work; its writes are compare-and-set, so it may be cut off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return !threads.isShutdown();
    }
}
