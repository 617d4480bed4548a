package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.model.job.TableSummary;

/**
 * Puts the text of a document into its container, block by block. Keeps nothing between two calls that changes what it
 * writes. One thread; may hold native memory.
 */
public sealed interface Packing extends AutoCloseable permits CompressedPacking, PlainPacking, ZipPacking {
    /**
     * Where the text of a block is to be written which is put into {@code out} next, so that a long row is not in memory twice
     * where it need not be.
     *
     * @param own an empty sink that is nobody else's
     * @param out empty
     */
    ByteSink text(ByteSink own, ByteSink out);

    /**
     * Appends one block of a table's text as it stands in the container.
     *
     * @return how many of the appended bytes are the table's content, for {@link TableSummary#bytes()}
     */
    long table(ByteSink text, BlockPlace place, ByteSink out);

    /** Appends text that belongs to no table: the beginning and the end of the format's document. */
    void document(ByteSink text, ByteSink out);

    /**
     * Appends what stands behind everything.
     *
     * @param finished all tables in order
     * @param offset how many bytes of the container stand before
     */
    void end(Iterable<TableSummary> finished, long offset, ByteSink out);

    @Override
    void close();
}
