package dev.tranche.model.store;

import dev.tranche.model.job.JobId;

/** The right of one delivery to work on one step of a job: the fence that every one of its writes names (P2). */
public record Claim(JobId id, int step, Holder holder) {
    /** The same delivery's right to the step after this one, where a write advanced the job and kept the holder. */
    public Claim next() {
        return new Claim(id, step + 1, holder);
    }
}
