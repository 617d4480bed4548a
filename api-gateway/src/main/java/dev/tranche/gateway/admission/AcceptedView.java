package dev.tranche.gateway.admission;

import dev.tranche.model.job.JobStatus;
import dev.tranche.model.store.Admission;

/** The body of the 202 (C20). The order of the members is part of the contract. */
record AcceptedView(Result result) {
    record Result(String jobId, String status, String statusUrl, int estimatedTables) {}

    static AcceptedView of(Admission admission) {
        String id = admission.id().value();
        return new AcceptedView(
                new Result(id, JobStatus.PENDING.wireName(), "/export/jobs/" + id, admission.estimatedTables()));
    }
}
