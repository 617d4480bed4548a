package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.sqlite.TableShape;

/** Follows. */
public final class JsonFormat implements Format {
    private final Shape shape;

    /** Array of one table's rows, or an object with a member a table. */
    public enum Shape {
        ARRAY,
        OBJECT
    }

    public JsonFormat(Shape shape) {
        this.shape = shape;
    }

    @Override
    public void begin(ByteSink out) {}

    @Override
    public TableWriter table(TableShape table, int ordinal) {
        throw new UnsupportedOperationException(shape.toString());
    }

    @Override
    public void end(ByteSink out) {}
}
