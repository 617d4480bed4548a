package dev.tranche.model.store;

import dev.tranche.model.job.JobId;
import java.time.Instant;
import java.util.List;

/** What the sweeper reads and writes (P9–P12), and the signs of life by which it judges. */
public interface SweeperStore {
    /** Live jobs in the order of their ids from the first, at most {@code limit}. */
    List<Job> live(int limit);

    /** Live jobs in the order of their ids behind this one, at most {@code limit}. */
    List<Job> liveAfter(JobId after, int limit);

    /**
     * Records that the message of this step is sent again (P11): queued at {@code now}, one more repair. False if the row is not
     * as sighted, or held.
     */
    boolean repair(Sighting sighting, Instant now);

    /** Ends a job that made no progress (P12) as failed, whoever holds it. False if the row is not as sighted. */
    boolean timeOut(Sighting sighting, Ending ending);

    /** Ended jobs whose cleaning is due, oldest first, at most {@code limit}. */
    List<Job> dueForCleaning(Instant now, int limit);

    /** Records the first cleaning, and when the second is due. False if it was recorded before. */
    boolean cleanedOnce(JobId id, Instant nextDueAt);

    /**
     * Records the second cleaning, after which the object of a completed job is due when it expires, and nothing else ever. False if
     * the first was not, or this one was, recorded before.
     */
    boolean cleanedForGood(JobId id);

    /**
     * Records that a cleaning cannot be done now and is not due before {@code nextDueAt}, so that what cannot be removed keeps nothing
     * else waiting. False if none was due before that anyway.
     */
    boolean cleaningPostponed(JobId id, Instant nextDueAt);

    /** Records that the object of a completed job is deleted. False if it was before, or the second cleaning was not recorded. */
    boolean expired(JobId id);

    /** Records a worker's sign of life, replacing its last one, and forgets workers that were silent for a day. */
    void report(WorkerReport report);

    /** The workers heard of since this time. */
    List<WorkerReport> workersSince(Instant since);
}
