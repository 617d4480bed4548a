package dev.tranche.worker.sweep;

import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.store.JobStore;
import dev.tranche.worker.activity.WorkerActivity;
import dev.tranche.worker.callback.CallbackNudge;
import dev.tranche.worker.simulation.Broker;
import dev.tranche.worker.spool.Spool;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One worker's real sweeps, run one after the other by who simulates its threads. */
public final class SimulatedSweeper {
    /** What it looks at. */
    public record Ports(JobStore jobs, ObjectStore objects, Broker broker, Spool spool) {}

    private final List<Sweep> sweeps;
    private final long[] dueAtMillis;

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
        dueAtMillis = new long[sweeps.size()];
    }

    /** Runs what is due; a run that fails ends, as with {@link Sweeper}. */
    public void runDue(long nowMillis) {
        for (int i = 0; i < sweeps.size(); i++) {
            if (dueAtMillis[i] <= nowMillis) {
                run(sweeps.get(i));
                dueAtMillis[i] = nowMillis + sweeps.get(i).pause().toMillis();
            }
        }
    }

    private static void run(Sweep sweep) {
        try {
            sweep.run();
        } catch (RuntimeException e) {
            // The next run takes up its work.
        }
    }

    /** How long nothing is due. */
    public long millisUntilNext(long nowMillis) {
        long next = Long.MAX_VALUE;
        for (long due : dueAtMillis) {
            next = Math.min(next, due);
        }
        return Math.max(1, next - nowMillis);
    }
}
