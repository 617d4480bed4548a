package dev.tranche.engine.format;

import dev.tranche.model.job.TableSummary;

/**
 * Where a block of a table's text stands.
 *
 * @param first whether the table begins with it; it then may still be the last
 * @param last whether the table ends with it
 * @param before what is written of the table before it; all zero but ordinal, name and first byte if it is the first
 * @param after the same, after it: rows, size and checksum of the content count it, {@link TableSummary#bytes()} does not yet
 */
public record BlockPlace(boolean first, boolean last, TableSummary before, TableSummary after) {}
