package dev.tranche.worker.chunk;

import dev.tranche.engine.Totals;
import dev.tranche.model.job.TableSummary;
import java.util.List;

/** The bytes of one export, which know their place at every byte (P16). Used by one thread. */
interface DocumentStream extends AutoCloseable {
    /** Reads at least one byte and at most {@code length}, or gives -1 at the end of the document. */
    int read(byte[] buffer, int offset, int length);

    /** The place of the next byte that {@link #read} will give, in the engine's own text form. */
    String cursor();

    /** How far the document is, to be kept together with {@link #cursor()}. */
    Totals totals();

    /** The tables whose last byte was read since the last call, in order; to be kept together with {@link #cursor()}. */
    List<TableSummary> takeFinished();

    @Override
    void close();
}
