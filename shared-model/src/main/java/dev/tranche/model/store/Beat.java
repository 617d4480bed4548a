package dev.tranche.model.store;

import java.time.Instant;

/**
 * One heartbeat of a delivery (P2), and what it got done since the last one.
 *
 * @param marks how many marks of progress there were (P12)
 * @param highestPart the number of the highest part stored in this generation, 0 for none; one that was never stored before
 *     resets the counts of P10
 */
public record Beat(Instant at, int marks, int highestPart) {
    public Beat {
        if (marks < 0 || highestPart < 0) {
            throw new IllegalArgumentException("a beat cannot have " + marks + " marks and part " + highestPart);
        }
    }
}
