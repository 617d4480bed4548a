package dev.tranche.worker.callback;

import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.store.Admission;
import dev.tranche.model.store.Aftermath;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.Turn;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/** Rows of jobs that have ended, without the work. */
final class EndedJobs {
    private EndedJobs() {}

    static Job completed(JobId id, URI hook, InstantSource clock) {
        var now = clock.instant();
        var request = new ExportRequest("main", ExportFormat.SQL, List.of(), hook);
        return new Job(
                new Admission(id, "anonymous", request, now, 1),
                JobStatus.COMPLETED,
                new Turn(
                        3,
                        new Turn.Hold(null, null, null),
                        new Turn.Attempts(0, 0, now, null),
                        new Turn.Queueing(now, 0),
                        now,
                        7),
                now,
                null,
                null,
                null,
                true,
                Ending.completed(now),
                new Aftermath(Aftermath.Callback.untried(Aftermath.CallbackState.PENDING, now), now, 0));
    }

    /** One that was cancelled just now, in this store. */
    static JobId cancelled(JobStore jobs, URI hook) {
        var now = jobs.now();
        var id = JobId.create(now, new SecureRandom());
        jobs.insert(
                new Admission(id, "anonymous", new ExportRequest("main", ExportFormat.SQL, List.of(), hook), now, 0));
        jobs.cancel(id, now);
        return id;
    }
}
