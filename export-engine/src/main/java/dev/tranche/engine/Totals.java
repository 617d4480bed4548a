package dev.tranche.engine;

/**
 * How far a stream is, as of the first byte of the block that its cursor is in; after the last byte, all of it.
 *
 * @param completedTables of {@link ExportPlan#totalTables()}
 * @param replacedTexts texts that were not valid UTF-8 and were written with U+FFFD, for the job's {@code warnings}; always 0
 *     for SQL, which loses nothing
 */
public record Totals(long rowsWritten, int completedTables, long replacedTexts) {
    Totals plus(long rows, int tables, long replaced) {
        return new Totals(rowsWritten + rows, completedTables + tables, replacedTexts + replaced);
    }
}
