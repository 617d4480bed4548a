package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.model.job.TableSummary;

/** No container: the document is its text. */
public final class PlainPacking implements Packing {
    @Override
    public long table(ByteSink text, BlockPlace place, ByteSink out) {
        document(text, out);
        return text.size();
    }

    @Override
    public void document(ByteSink text, ByteSink out) {
        out.put(text.array(), 0, text.size());
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
