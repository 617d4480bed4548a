package dev.tranche.model.store;

import java.time.Instant;

/**
 * What the delivery that works on a chunk writes. Every write after the claim is fenced by it: false means the claim is lost, and
 * changes nothing. A write that adds 1 to the step leaves the holder's name in {@code committedBy}, by which P7 finds it again;
 * every one but the last also resets the counts of P10 and P11 and queues the job at its time.
 */
public interface ChunkClaims {

    /**
     * Takes a step (P2): sets holder, heartbeat and progress and counts the attempt, and a death if an expired holder is
     * replaced. False unless the job is live, at this step, due and not held.
     */
    boolean claim(Claim claim, Instant now);

    /**
     * Keeps the claim alive and records progress. A beat that comes after the hold expired, as on a machine that was suspended,
     * is a mark of progress itself (P2). False if the claim is lost, at which the delivery stops. Fenced by the holder alone, so
     * that the timer may beat with the claim of the step that this delivery has just committed; its part counts only at its step.
     */
    boolean beat(Claim claim, Beat beat);

    /** Moves a pending job to in_progress with its start time; changes nothing in one that is in progress. False if lost. */
    boolean begin(Claim claim, Instant now);

    /**
     * Keeps room in the spool folder for this job, in place of what it had kept, in one step with the look at what other live
     * jobs have (P3). Reserved ends the job's wait.
     */
    ReservationOutcome reserve(Claim claim, Reservation reservation);

    /**
     * Commits step 0: what it made, {@code step + 1}, the holder kept, its reservation released. The claim goes on as {@link
     * Claim#next()}. False if lost.
     */
    boolean prepare(Claim claim, Preparation preparation, Instant now);

    /**
     * Commits a chunk (P5): {@code step + 1}, the holder released, counts reset, queued at {@code now}. False if lost, so that
     * repeating it after an unknown outcome adds nothing twice (P7).
     */
    boolean commit(Claim claim, Commit commit, Instant now);

    /** Commits the last part (P8): like {@link #commit}, but sealed and with the holder kept, as {@link Claim#next()}. */
    boolean seal(Claim claim, Commit commit, Instant now);

    /**
     * Begins a new generation (P15): the preparation's new upload and plan from the same snapshot, no checkpoint, parts or
     * tables, not sealed, {@code step + 1}, the holder kept. False if lost.
     */
    boolean restart(Claim claim, Preparation preparation, Instant now);

    /**
     * Gives up the claim without a commit: holder released, next attempt and queueing time as it says. A counted failure is a
     * mark of progress (P12). False if lost.
     */
    boolean release(Claim claim, Release release);

    /**
     * Ends the job (P9): {@code step + 1}, holder and reservation released, callback and cleaning due at the ending's time.
     * Completed needs a sealed job. False if lost.
     */
    boolean end(Claim claim, Ending ending);
}
