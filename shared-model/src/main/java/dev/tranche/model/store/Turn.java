package dev.tranche.model.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: the part of the row that fences deliveries off from each other and tells the sweeper whether the job is
 * waiting, at work or lost (P2, P10–P12).
 *
 * @param step the number of the chunk that comes next, from 0; every commit and every terminal write adds 1
 * @param progressCount grows with every mark of progress of P12; two looks that see the same number saw no progress
 */
public record Turn(int step, Hold hold, Attempts attempts, Queueing queueing, Instant progressAt, long progressCount) {
    /** How long a holder counts without a heartbeat. The worker beats every second (P2). */
    public static final Duration HOLD_EXPIRES_AFTER = Duration.ofSeconds(5);

    /** Whether a delivery works on the job at this time of the store's clock. */
    public boolean isHeld(Instant now) {
        return hold.holder != null
                && hold.heartbeatAt != null
                && hold.heartbeatAt.plus(HOLD_EXPIRES_AFTER).isAfter(now);
    }

    /** Whether this delivery is the one that works on the job, however old its heartbeat. */
    public boolean isHeldBy(Claim claim) {
        return claim.step() == step && claim.holder().equals(hold.holder);
    }

    /**
     * Who works on the job, and who finished its last step.
     *
     * @param holder null while nobody works on it
     * @param heartbeatAt the holder's last sign of life
     * @param committedBy the holder of the last step, by which a delivery finds that its own unanswered commit arrived (P7); null
     *     before the first, and if a sweeper or the owner ended the job
     */
    public record Hold(
            @Nullable Holder holder,
            @Nullable Instant heartbeatAt,
            @Nullable Holder committedBy) {
        /** The one at work, empty while nobody is. */
        public Optional<Holder> findHolder() {
            return Optional.ofNullable(holder);
        }
    }

    /**
     * What went wrong in this step so far (P10).
     *
     * @param attempts claims since the last commit or newly stored part, those given back not counted; the one at work counts,
     *     also when it came over from the step before or has just stored a new part
     * @param deaths how many of these replaced a holder that had fallen silent
     * @param nextAttemptAt before this time no claim succeeds
     * @param lastError the cause of the last failed attempt, null if none failed
     */
    public record Attempts(
            int attempts,
            int deaths,
            Instant nextAttemptAt,
            @Nullable String lastError) {}

    /**
     * Where the job's message is.
     *
     * @param queuedAt when a message for this step reached, or will reach, the work queue (P11)
     * @param repairs how often the sweeper sent the message of this step again
     */
    public record Queueing(Instant queuedAt, int repairs) {}
}
