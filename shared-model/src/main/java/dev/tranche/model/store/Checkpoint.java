package dev.tranche.model.store;

import dev.tranche.model.checksum.Crc64Nvme;
import dev.tranche.model.job.TableSummary;
import java.util.List;

/**
 * Where a job is, made durable: the place in the database the next byte comes from, and what the object holds so far. It never
 * passes a byte that is not in a durably stored part (I2).
 *
 * @param cursor the engine's cursor in its own text form, as of the first byte that no part holds
 */
public record Checkpoint(String cursor, Uploaded uploaded, Written written) {
    /**
     * What the upload holds.
     *
     * @param parts how many, numbered from 1 without a gap
     * @param bytes their sum
     * @param crc64 of these bytes in order (P19)
     */
    public record Uploaded(int parts, long bytes, Crc64Nvme crc64) {
        /** Nothing yet. */
        public static final Uploaded NOTHING = new Uploaded(0, 0, Crc64Nvme.EMPTY);
    }

    /** What the uploaded bytes say: finished tables, those of them that were not read whole, and rows so far. */
    public record Written(int completedTables, long rows, int damagedTables) {
        /** Nothing yet. */
        public static final Written NOTHING = new Written(0, 0);

        /** As above, with all of them whole. */
        public Written(int completedTables, long rows) {
            this(completedTables, rows, 0);
        }
    }

    /** The same place with more whole tables behind it. */
    Checkpoint with(List<TableSummary> counted) {
        long rows = counted.stream().mapToLong(TableSummary::rows).sum();
        var all =
                new Written(written.completedTables() + counted.size(), written.rows() + rows, written.damagedTables());
        return new Checkpoint(cursor, uploaded, all);
    }
}
