package dev.tranche.worker.sweep;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicInteger;

/** What is counted of the sweeper's work on this worker. Thread-safe. */
final class SweepMetrics {
    private final MeterRegistry registry;
    private final Counter repairs;
    private final Counter stuck;
    private final Counter orphanedUploads;
    private final Counter orphanedFiles;
    private final Counter cleanings;
    private final Counter nudges;
    private final AtomicInteger unreadable = new AtomicInteger();

    SweepMetrics(MeterRegistry registry) {
        this.registry = registry;
        repairs = counter("tranche.sweeper.repairs", "Chunk messages sent again because they were lost");
        stuck = counter("tranche.sweeper.stuck.jobs", "Jobs ended because they made no progress");
        orphanedUploads = counter("tranche.sweeper.orphaned.uploads", "Uploads aborted that no job needed any more");
        orphanedFiles = counter("tranche.sweeper.orphaned.files", "Spool files deleted that no job needed any more");
        cleanings = counter("tranche.sweeper.cleanings", "Cleanings after jobs that had ended");
        nudges = counter("tranche.sweeper.callback.nudges", "Overdue callbacks sent to their queue again");
        registry.gauge("tranche.dead.unreadable", unreadable);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    /** Measures one run of a sweep, also one that fails. */
    void timed(String sweep, Runnable run) {
        Timer.builder("tranche.sweep")
                .description("Time of one run of a sweep")
                .tag("sweep", sweep)
                .register(registry)
                .record(run);
    }

    void failed(String sweep) {
        Counter.builder("tranche.sweep.failures")
                .description("Runs of a sweep that ended early; the next one takes up their work")
                .tag("sweep", sweep)
                .register(registry)
                .increment();
    }

    void repaired() {
        repairs.increment();
    }

    void timedOut() {
        stuck.increment();
    }

    void abortedOrphan() {
        orphanedUploads.increment();
    }

    void deletedOrphan() {
        orphanedFiles.increment();
    }

    void cleaned() {
        cleanings.increment();
    }

    void nudged() {
        nudges.increment();
    }

    /** What a dead queue had: one count for each that was dealt with. */
    void drained(String queue, int handled) {
        Counter.builder("tranche.dead.messages")
                .description("Messages taken out of the dead queues")
                .tag("queue", queue)
                .register(registry)
                .increment(handled);
    }

    /** How many messages in the dead queues nobody can read: a person must look. */
    void unreadable(int count) {
        unreadable.set(count);
    }
}
