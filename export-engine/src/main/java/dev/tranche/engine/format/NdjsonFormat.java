package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.sqlite.TableShape;

/** Follows. */
public final class NdjsonFormat implements Format {
    @Override
    public void begin(ByteSink out) {}

    @Override
    public TableWriter table(TableShape table, int ordinal) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void end(ByteSink out) {}
}
