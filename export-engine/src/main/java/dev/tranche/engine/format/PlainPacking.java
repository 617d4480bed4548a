package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.model.job.TableSummary;

/** No container: the document is its text, and stands where it goes to as soon as it is written. */
public final class PlainPacking implements Packing {
    @Override
    public ByteSink text(ByteSink own, ByteSink out) {
        return out;
    }

    @Override
    public long table(ByteSink text, BlockPlace place, ByteSink out) {
        return text.size();
    }

    @Override
    public void document(ByteSink text, ByteSink out) {
        // It is there.
    }

    @Override
    public void end(Iterable<TableSummary> finished, long offset, ByteSink out) {
        // A text has no directory.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
