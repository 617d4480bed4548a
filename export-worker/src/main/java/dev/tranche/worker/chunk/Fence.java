package dev.tranche.worker.chunk;

import dev.tranche.model.store.Claim;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.JobStoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that knows what a compare-and-set did (P7): after 0 rows or an error the row is read again, and it says. Every
 * write of a delivery that others could also make goes through here. Thread-safe; removes and acknowledges nothing.
 */
final class Fence {
    /** What became of a write. */
    enum Verdict {
        /** The row says what was written. */
        WON,
        /** The row says something else, and this write can never arrive any more. */
        LOST,
        /** The job store did not tell within a bounded time; the write may still arrive. */
        UNREADABLE
    }

    static final Duration PAUSE = Duration.ofSeconds(1);

    /** With the pause between them more than half a minute, in which a job store can restart or fail over. */
    private static final int TRIES = 30;

    private static final Logger LOG = LoggerFactory.getLogger(Fence.class);

    private final JobStore jobs;
    private final Pause pause;

    Fence(JobStore jobs, Pause pause) {
        this.jobs = jobs;
        this.pause = pause;
    }

    /** A write that adds 1 to the step and puts this holder's name to it: commit, prepare, seal, restart. */
    Verdict advance(Claim claim, BooleanSupplier write) {
        return write(claim, write, row -> row.turn().step() == claim.step() + 1 && committedBy(row, claim));
    }

    /** The terminal write: this delivery's if its name is on it, else a sweeper or the owner was first. */
    Verdict end(Claim claim, BooleanSupplier write) {
        return write(claim, write, row -> !row.isLive() && committedBy(row, claim));
    }

    /** The claim itself, before which the row is nobody's, so that only its own holder proves it. */
    Verdict claim(Claim claim, BooleanSupplier write) {
        for (int i = 0; i < TRIES; i++) {
            try {
                return write.getAsBoolean() ? Verdict.WON : holds(claim);
            } catch (JobStoreException e) {
                LOG.warn("job {} claim of step {} unanswered: {}", claim.id(), claim.step(), e.getMessage());
            }
            if (!pause.sleep(PAUSE)) {
                break;
            }
        }
        return Verdict.UNREADABLE;
    }

    /** A repeated claim finds the row held: perhaps by the claim before, whose answer was lost. */
    private Verdict holds(Claim claim) {
        return jobs.find(claim.id()).filter(row -> row.turn().isHeldBy(claim)).isPresent() ? Verdict.WON : Verdict.LOST;
    }

    /** A write that leaves step and holder as they are. */
    Verdict keep(Claim claim, BooleanSupplier write, Predicate<Job> done) {
        return write(claim, write, row -> row.turn().isHeldBy(claim) && done.test(row));
    }

    /** The release: this delivery's if nobody holds the step, though it may also have expired and been released by another. */
    Verdict release(Claim claim, BooleanSupplier write) {
        return write(
                claim,
                write,
                row -> row.isLive()
                        && row.turn().step() == claim.step()
                        && row.turn().hold().findHolder().isEmpty());
    }

    private Verdict write(Claim claim, BooleanSupplier write, Predicate<Job> mine) {
        for (int i = 0; i < TRIES; i++) {
            try {
                if (write.getAsBoolean()) {
                    return Verdict.WON;
                }
            } catch (JobStoreException e) {
                LOG.warn("job {} step {}: {}", claim.id(), claim.step(), e.getMessage());
            }
            try {
                Optional<Job> row = jobs.find(claim.id());
                if (row.filter(mine).isPresent()) {
                    return Verdict.WON;
                }
                if (row.filter(r -> r.turn().isHeldBy(claim)).isEmpty()) {
                    return Verdict.LOST;
                }
                // Unchanged and still ours: the write may be on its way, so it is made again until it or another is
                // seen.
            } catch (JobStoreException e) {
                LOG.warn("job {} cannot be read: {}", claim.id(), e.getMessage());
            }
            if (!pause.sleep(PAUSE)) {
                break;
            }
        }
        return Verdict.UNREADABLE;
    }

    private static boolean committedBy(Job row, Claim claim) {
        return claim.holder().equals(row.turn().hold().committedBy());
    }
}
