package dev.tranche.engine.sqlite;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The key of a row as it is stored in a table WITHOUT ROWID, where the key's columns come first. A whole number in a column of reals is
 * stored as an integer, which compares alike. Trusts nothing that it reads. Source: sqlite.org/fileformat2.html#record_format
 */
final class RecordKey {
    private static final int LONGEST_VARINT_BYTES = 9;

    /** Types of values: those below are of fixed length, these and those above alternate between blobs and texts. */
    private static final int FIRST_BLOB = 12;

    private static final int REAL = 7;
    private static final int ZERO = 8;
    private static final int ONE = 9;

    /** What a value of a type below {@link #FIRST_BLOB} takes; negative for NULL, which no key has, and for what no row has. */
    private static final int[] FIXED_BYTES = {-1, 1, 2, 3, 4, 6, 8, 8, 0, 0, -1, -1};

    private RecordKey() {}

    /** Empty if the payload does not begin with as many values. */
    static Optional<Key> read(CellPayload payload, int columns) throws SQLException {
        Optional<ByteBuffer> beginning = payload.first(Math.min(LONGEST_VARINT_BYTES, payload.length()));
        if (beginning.isEmpty()) {
            return Optional.empty();
        }
        Varint headerBytes = Varint.at(beginning.get(), 0);
        Optional<ByteBuffer> header = payload.first(headerBytes.value());
        if (header.isEmpty() || headerBytes.value() < headerBytes.next()) {
            return Optional.empty();
        }
        header.get().limit((int) headerBytes.value());
        List<Long> types = types(header.get(), headerBytes.next(), columns);
        if (types.size() < columns || types.stream().anyMatch(type -> bytes(type) > payload.length())) {
            return Optional.empty();
        }
        long end =
                headerBytes.value() + types.stream().mapToLong(RecordKey::bytes).sum();
        return payload.first(end).map(bytes -> key(bytes.position((int) headerBytes.value()), types));
    }

    /** Fewer than asked for if the header ends before, or one of them is none of a key. */
    private static List<Long> types(ByteBuffer header, int from, int columns) {
        var types = new ArrayList<Long>();
        int at = from;
        while (types.size() < columns && at < header.limit()) {
            Varint type = Varint.at(header, at);
            if (type.value() < 0 || bytes(type.value()) < 0) {
                return types;
            }
            types.add(type.value());
            at = type.next();
        }
        return types;
    }

    private static long bytes(long type) {
        return type < FIRST_BLOB ? FIXED_BYTES[(int) type] : (type - FIRST_BLOB) / 2;
    }

    private static Key key(ByteBuffer bytes, List<Long> types) {
        return new Key(types.stream().map(type -> value(bytes, type)).toList());
    }

    private static KeyValue value(ByteBuffer bytes, long type) {
        byte[] value = new byte[(int) bytes(type)];
        bytes.get(value);
        if (type >= FIRST_BLOB) {
            return type % 2 == 0 ? KeyValue.blob(value) : KeyValue.text(value);
        }
        if (type == ZERO || type == ONE) {
            return KeyValue.integer(type - ZERO);
        }
        return type == REAL ? KeyValue.real(ByteBuffer.wrap(value).getDouble()) : KeyValue.integer(integer(value));
    }

    private static long integer(byte[] bigEndian) {
        long value = bigEndian[0];
        for (int i = 1; i < bigEndian.length; i++) {
            value = (value << 8) | (bigEndian[i] & 0xff);
        }
        return value;
    }
}
