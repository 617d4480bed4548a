package dev.tranche.engine;

import dev.tranche.engine.encode.TextLosses;

/**
 * How far a stream is, as of the first byte of the block that its cursor is in; after the last byte, all of it.
 *
 * @param completedTables of {@link ExportPlan#totalTables()}
 * @param replacedTexts texts that were not valid UTF-8 and were written with U+FFFD, for the job's {@code warnings}; always 0
 *     for SQL, which loses nothing
 * @param guardedTexts texts that a CSV's guard against formulas changed, for the same
 */
public record Totals(long rowsWritten, int completedTables, long replacedTexts, long guardedTexts) {
    /** Nothing yet. */
    public static final Totals NOTHING = new Totals(0, 0, 0, 0);

    Totals plus(long rows, int tables, TextLosses losses) {
        return new Totals(
                rowsWritten + rows,
                completedTables + tables,
                replacedTexts + losses.replacedTexts(),
                guardedTexts + losses.guardedTexts());
    }
}
