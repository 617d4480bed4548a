package dev.tranche.worker.sweep;

import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.store.JobStore;
import dev.tranche.worker.activity.WorkerActivity;
import dev.tranche.worker.callback.CallbackNudge;
import dev.tranche.worker.simulation.Baton;
import dev.tranche.worker.simulation.Broker;
import dev.tranche.worker.spool.Spool;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** One worker's real sweeps, in simulated threads. */
public final class SimulatedSweeper {
    /** What it looks at. */
    public record Ports(JobStore jobs, ObjectStore objects, Broker broker, Spool spool) {}

    private final List<Sweep> sweeps;
    private final long[] dueAtNanos;
    private boolean stopped;

    public SimulatedSweeper(String worker, Ports ports, WorkerActivity activity, MeterRegistry meters) {
        var metrics = new SweepMetrics(meters);
        var nudge = new CallbackNudge(ports.broker);
        var cleaner = new Cleaner(ports.jobs, ports.objects, ports.spool);
        var surroundings = new Surroundings(ports.broker, Optional::empty, ports.objects);
        var settings = new SweeperSettings(Duration.ofMinutes(10), false);
        sweeps = List.of(
                new WorkerReporter(ports.jobs, activity, new WorkerName(worker, "fingerprint")),
                new JobSweep(ports.jobs, surroundings, ports.broker, nudge, settings, metrics),
                new CleaningSweep(ports.jobs, cleaner, metrics),
                new OrphanSweep(ports.jobs, ports.objects, ports.spool, cleaner, metrics),
                new CallbackSweep(ports.jobs, ports.broker, nudge, metrics),
                new DeadQueueSweep(ports.jobs, ports.broker, ports.broker, nudge, metrics));
        dueAtNanos = new long[sweeps.size()];
    }

    /** Lets them run again and again, one after the other: threads that change places at every call would cost most of a simulation. */
    public void start(Baton baton, Baton.Life life) {
        baton.start(life, () -> runDue(baton, life));
    }

    /** Lets none of them run once more. */
    public void stop() {
        stopped = true;
    }

    private void runDue(Baton baton, Baton.Life life) {
        for (int i = 0; i < sweeps.size(); i++) {
            if (!stopped && dueAtNanos[i] <= baton.nanoTime()) {
                run(sweeps.get(i));
                dueAtNanos[i] = baton.nanoTime() + sweeps.get(i).pause().toNanos();
            }
        }
        if (stopped) {
            return;
        }
        long next = LongStream.of(dueAtNanos).min().orElseThrow();
        baton.startAfter(Duration.ofNanos(next - baton.nanoTime()), life, () -> runDue(baton, life));
    }

    /** A run that fails ends, as with {@link Sweeper}. */
    private static void run(Sweep sweep) {
        try {
            sweep.run();
        } catch (RuntimeException e) {
            // The next run takes up its work.
        }
    }
}
