package dev.tranche.gateway.job;

import dev.tranche.gateway.error.Refused;
import dev.tranche.gateway.security.Caller;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;

/** The jobs that a caller may know of: all others do not exist for them (C62). Thread-safe. */
public final class VisibleJobs {
    private final JobStore jobs;

    public VisibleJobs(JobStore jobs) {
        this.jobs = jobs;
    }

    /**
     * The job of this id, whatever text a caller sent for one.
     *
     * @throws Refused 404 if there is none for this caller (C34)
     */
    public Job get(String id, Caller caller) {
        return JobId.parse(id)
                .flatMap(jobs::find)
                .filter(job -> caller.maySeeJobOf(job.admission().owner()))
                .orElseThrow(() -> Refused.notFound("Export job not found"));
    }

    /**
     * As above, and the job's object is complete.
     *
     * @throws Refused 404 as above; 400 if the job has not ended, or not well (C41)
     */
    public Job getCompleted(String id, Caller caller) {
        var job = get(id, caller);
        if (job.status() != JobStatus.COMPLETED) {
            throw Refused.badRequest("Export job is not completed. Current status: "
                    + job.status().wireName());
        }
        return job;
    }
}
