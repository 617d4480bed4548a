package dev.tranche.engine.sqlite;

import java.util.List;

/** The key of a row: the rowid, the values of a primary key, or the number of rows up to it. */
public record Key(List<KeyValue> values) {
    public Key {
        values = List.copyOf(values);
    }

    static Key ofLong(long value) {
        return new Key(List.of(KeyValue.integer(value)));
    }

    long asLong() {
        return values.get(0).asLong();
    }
}
