package dev.tranche.worker.sweep;

import dev.tranche.model.store.Turn;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides what is done about a live job (P11, P12), from values alone: the row, how far the queue has come, what this sweeper
 * has seen itself, and the time. Asks nobody and changes nothing.
 */
final class Judge {
    /** How long a message that should have been taken is given before it is sent again, doubled at each time (P11). */
    static final Duration FIRST_REPAIR_AFTER = Duration.ofSeconds(30);

    /** So many repairs of one step, each passed by the queue, and the message is not what is missing (P12). */
    static final int REPAIRS_BEFORE_STUCK = 3;

    /** Keeps the doubling from overflowing; by then more than an hour. */
    private static final int MAX_DOUBLINGS = 7;

    private final Duration stuckAfter;

    Judge(Duration stuckAfter) {
        this.stuckAfter = stuckAfter;
    }

    /** The verdict on a job that this sweeper has not watched yet, or not long enough. Never {@link Verdict#TIME_OUT}. */
    Verdict judge(Turn turn, QueueEvidence queue, Instant now) {
        if (turn.isHeld(now)) {
            return isQuietFor(stuckAfter.minus(Watch.LONG_ENOUGH), turn, now) ? Verdict.WATCH : Verdict.LEAVE;
        }
        var due = due(turn);
        if (!queue.hasPassed(due)) {
            return Verdict.LEAVE;
        }
        int repairs = turn.queueing().repairs();
        if (!now.isBefore(due.plus(repairInterval(repairs)))) {
            return Verdict.REPAIR;
        }
        boolean mayBeStuck =
                repairs >= REPAIRS_BEFORE_STUCK && isQuietFor(stuckAfter.minus(Watch.LONG_ENOUGH), turn, now);
        return mayBeStuck ? Verdict.WATCH : Verdict.LEAVE;
    }

    /** The verdict on a job that is watched, this look included. */
    Verdict judge(Turn turn, QueueEvidence queue, Watch watch, Instant now) {
        var verdict = judge(turn, queue, now);
        boolean isStuck = verdict == Verdict.WATCH
                && watch.isLongEnough()
                && isQuietFor(stuckAfter, turn, now)
                && (turn.isHeld(now) || queue.hasPassed(watch.since()));
        return isStuck ? Verdict.TIME_OUT : verdict;
    }

    /** When a message of this step was, or will be, in the work queue and allowed to be worked on. */
    static Instant due(Turn turn) {
        var queuedAt = turn.queueing().queuedAt();
        var nextAttemptAt = turn.attempts().nextAttemptAt();
        return queuedAt.isAfter(nextAttemptAt) ? queuedAt : nextAttemptAt;
    }

    private static Duration repairInterval(int repairs) {
        return FIRST_REPAIR_AFTER.multipliedBy(1L << Math.min(repairs, MAX_DOUBLINGS));
    }

    private static boolean isQuietFor(Duration time, Turn turn, Instant now) {
        return !now.isBefore(turn.progressAt().plus(time));
    }
}
