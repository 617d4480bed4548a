package dev.tranche.gateway.admission;

import dev.tranche.gateway.limit.AdmittedJobs;
import dev.tranche.gateway.security.Caller;
import dev.tranche.model.job.JobId;
import dev.tranche.model.store.Admission;
import java.util.random.RandomGenerator;

/**
 * Accepts a job: makes it durable, then nudges a worker, never the other way round (P1, I4). What comes next is the worker's chunk
 * listener, which the nudge reaches. Thread-safe.
 */
final class AdmissionDesk {
    private final SourceCatalogue catalogue;
    private final AdmittedJobs jobs;
    private final ChunkNudges nudges;
    private final RandomGenerator secureRandom;

    /** {@code secureRandom} draws the ids of jobs (C26); it must be thread-safe. */
    AdmissionDesk(SourceCatalogue catalogue, AdmittedJobs jobs, ChunkNudges nudges, RandomGenerator secureRandom) {
        this.catalogue = catalogue;
        this.jobs = jobs;
        this.nudges = nudges;
        this.secureRandom = secureRandom;
    }

    /**
     * The accepted job. Twice makes two jobs.
     *
     * @throws dev.tranche.gateway.error.Refused if the order is about something that does not exist, or the caller's quota is used up
     * @throws dev.tranche.model.store.JobStoreException if it is not known that the job is durable; it then gets no answer that
     *     promises anything
     */
    Admission accept(ExportOrder order, Caller owner) {
        var checked = catalogue.check(order);
        var createdAt = jobs.now();
        var admission = new Admission(
                JobId.create(createdAt, secureRandom),
                owner.name(),
                checked.request(),
                createdAt,
                checked.estimatedTables());
        jobs.insert(admission, owner);
        nudges.send(admission);
        return admission;
    }
}
