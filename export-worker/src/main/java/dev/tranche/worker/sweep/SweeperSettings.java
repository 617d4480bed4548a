package dev.tranche.worker.sweep;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tranche.sweeper.*}.
 *
 * @param stuckAfter how long a job may make no progress before it is given up (C54), whole minutes from 1 to 1440
 * @param repairAtStart whether every live job's message is sent again at start, for a broker that forgets its messages with
 *     its process (P1); on for standalone only
 */
@ConfigurationProperties("tranche.sweeper")
public record SweeperSettings(
        @DefaultValue("10m") Duration stuckAfter,
        @DefaultValue("false") boolean repairAtStart) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    public SweeperSettings {
        if (stuckAfter.compareTo(SHORTEST) < 0
                || stuckAfter.compareTo(LONGEST) > 0
                || !stuckAfter.equals(Duration.ofMinutes(stuckAfter.toMinutes()))) {
            throw new IllegalArgumentException(
                    "tranche.sweeper.stuck-after must be whole minutes from 1m to 1440m, was " + stuckAfter);
        }
    }

    /** What callers of a job read that was given up (C54). */
    String timeOutMessage() {
        return "Export job timed out after " + stuckAfter.toMinutes()
                + (stuckAfter.toMinutes() == 1 ? " minute" : " minutes");
    }
}
