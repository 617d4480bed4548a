package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.model.job.TableSummary;
import java.time.Instant;

/** Follows. */
public final class ZipPacking implements Packing {
    private final Instant time;

    /** Entries carry this time. */
    public ZipPacking(Instant time) {
        this.time = time;
    }

    @Override
    public long table(ByteSink text, BlockPlace place, ByteSink out) {
        throw new UnsupportedOperationException(time.toString());
    }

    @Override
    public void document(ByteSink text, ByteSink out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void end(Iterable<TableSummary> finished, long offset, ByteSink out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
