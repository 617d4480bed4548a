package dev.tranche.model.store;

import dev.tranche.model.job.JobId;

/** What a sweeper saw of a job and acts upon: its write succeeds only if the row still says so, so that one sweeper wins. */
public record Sighting(JobId id, int step, long progressCount, int repairs) {
    /** What this row shows. */
    public static Sighting of(Job job) {
        return new Sighting(
                job.id(),
                job.turn().step(),
                job.turn().progressCount(),
                job.turn().queueing().repairs());
    }
}
