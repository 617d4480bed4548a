package dev.tranche.model.job;

import java.util.List;

/**
 * What the object holds of one finished table. Kept as a row of the job store, because a zip's directory is made of these
 * and a checkpoint must not grow with the number of tables (P16).
 *
 * @param ordinal the table's place in the plan, from 0
 * @param rows how many rows were written
 * @param firstByte where the table's first byte is in the object; for a zip its local header, with compression the first
 *     of its members or frames
 * @param bytes how many bytes of the object the table takes; for a zip the compressed data alone
 * @param content size and checksum of the table's bytes before compression
 * @param damage what of the table could not be read, in key order
 */
public record TableSummary(
        int ordinal, String table, long rows, long firstByte, long bytes, Content content, List<Damage> damage) {
    public TableSummary {
        damage = List.copyOf(damage);
    }

    /** As above, of a table that was read from its first row to its last. */
    public TableSummary(int ordinal, String table, long rows, long firstByte, long bytes, Content content) {
        this(ordinal, table, rows, firstByte, bytes, content, List.of());
    }

    /**
     * The table's own bytes, before compression.
     *
     * @param bytes how many
     * @param crc32 their CRC-32 as an unsigned number, as a zip's directory wants it; 0 where the format needs none
     */
    public record Content(long bytes, long crc32) {}
}
