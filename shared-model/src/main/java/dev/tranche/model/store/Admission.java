package dev.tranche.model.store;

import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobRequest;
import dev.tranche.model.object.ObjectKey;
import java.time.Instant;

/**
 * What is known when a job is accepted, and never changes after.
 *
 * @param owner the name of the token that asked for it, {@code anonymous} where there are none
 * @param estimatedTables how many tables the database showed at that moment; 0 if it could not be read (C20)
 */
public record Admission(JobId id, String owner, JobRequest request, Instant createdAt, int estimatedTables) {
    /**
     * The request of a job that is to be run here.
     *
     * @throws IllegalStateException if only a later version understands it, which every worker asks before it begins
     */
    public ExportRequest understood() {
        if (request instanceof ExportRequest understood) {
            return understood;
        }
        throw new IllegalStateException("job " + id + " is not understood here: " + request);
    }

    /**
     * Where the object of this job is made (C53): a function of what never changes.
     *
     * @throws IllegalStateException as {@link #understood()}
     */
    public ObjectKey objectKey() {
        String extension = understood().file().extension();
        return request.tables().size() == 1
                ? ObjectKey.ofTable(request.database(), request.tables().get(0), id, extension)
                : ObjectKey.ofDatabase(request.database(), id, extension);
    }
}
