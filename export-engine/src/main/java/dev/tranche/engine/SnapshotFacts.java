package dev.tranche.engine;

import java.time.Instant;

/**
 * What is known of a snapshot once it is taken.
 *
 * @param bytes the size of the snapshot file
 * @param journal how the source keeps its writers apart, which says whether they waited (C2)
 * @param takenAt an instant just before the copy began; every row was true then or shortly after (C6)
 */
public record SnapshotFacts(long bytes, Journal journal, Instant takenAt) {
    /** What the snapshot meant for those who write to the source. */
    public enum Journal {
        /** Write-ahead log: nobody waited. */
        WAL,
        /** Rollback journal: writers waited while the file was copied; the job's {@code warnings} say so. */
        ROLLBACK
    }
}
