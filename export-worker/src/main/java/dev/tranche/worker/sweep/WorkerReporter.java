package dev.tranche.worker.sweep;

import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.WorkerReport;
import dev.tranche.worker.activity.WorkerActivity;
import java.time.Duration;

/**
 * Writes this worker's sign of life into the job store, by which all sweepers tell a job that waits from one whose message is lost
 * (P11). All its times are by the store's clock.
 */
final class WorkerReporter implements Sweep {
    private final JobStore jobs;
    private final WorkerActivity activity;
    private final WorkerName worker;

    WorkerReporter(JobStore jobs, WorkerActivity activity, WorkerName worker) {
        this.jobs = jobs;
        this.activity = activity;
        this.worker = worker;
    }

    @Override
    public String name() {
        return "report";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(3);
    }

    @Override
    public void run() {
        var now = jobs.now();
        jobs.report(new WorkerReport(
                worker.name(), now, activity.lastIdleAt(now), activity.newestQueuedAtTaken(), worker.fingerprint()));
    }
}
