package dev.tranche.model.store;

import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.job.TableSummary;
import dev.tranche.model.object.StoredPart;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where jobs are kept: the one place that knows the truth about them. Gateway, workers and sweepers of all processes write here
 * at once, so every change is a compare-and-set that either changes the row or does not, and its answer says which.
 *
 * <p>Every method, here and in the roles below, may throw {@link JobStoreException}, after which it is unknown whether the change
 * was made (P7). A change that was answered is durable. Thread-safe. Who needs one role only asks for that.
 */
public interface JobStore extends ChunkClaims, SweeperStore, CallbackOutbox {

    /** The store's clock, to the millisecond: the only one that times of different processes are compared by. */
    Instant now();

    /** The name that the store's first migration drew, by which a spool folder knows that it belongs here (P22). */
    String deploymentId();

    /** Throws if the store cannot be reached and read, for the health page and before the sweeper judges (P12). */
    void check();

    /**
     * Adds a pending job at step 0, queued at its time of creation. It is durable when this returns (I4). Once more with the same
     * id changes nothing, so that an unknown outcome may be repeated (P7).
     */
    void insert(Admission admission);

    /** The job as it is now. */
    Optional<Job> find(JobId id);

    /** The parts of the job's current generation, by number, from 1 without a gap. */
    List<StoredPart> parts(JobId id);

    /** The finished tables of the job's current generation, by ordinal. */
    List<TableSummary> tables(JobId id);

    /** How many jobs are in each state; every state has an entry. */
    Map<JobStatus, Long> countByStatus();

    /** How many jobs of that owner, and about that database, have not ended. */
    LiveJobs liveJobs(String owner, String database);

    /** Ends a live job as cancelled, whoever holds it (C36). False if it has ended or is unknown. */
    boolean cancel(JobId id, Instant now);
}
