package dev.tranche.engine.sqlite;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One value of a key as type and bytes, never as String: text that is not valid UTF-8 must find its own row again (P16).
 * Immutable.
 */
public final class KeyValue {
    private enum Type {
        INTEGER("i"),
        REAL("r"),
        TEXT("t"),
        BLOB("b");

        private final String tag;

        Type(String tag) {
            this.tag = tag;
        }
    }

    private final Type type;
    private final byte[] bytes;

    private KeyValue(Type type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    static KeyValue integer(long value) {
        return new KeyValue(Type.INTEGER, eightBytes(value));
    }

    static KeyValue real(double value) {
        return new KeyValue(Type.REAL, eightBytes(Double.doubleToRawLongBits(value)));
    }

    static KeyValue text(byte[] bytes) {
        return new KeyValue(Type.TEXT, bytes);
    }

    static KeyValue blob(byte[] bytes) {
        return new KeyValue(Type.BLOB, bytes);
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static KeyValue parse(String text) {
        for (Type type : Type.values()) {
            if (text.startsWith(type.tag)) {
                return checked(type, HexFormat.of().parseHex(text.substring(1)));
            }
        }
        throw new IllegalArgumentException("a key value starts with i, r, t or b, not " + text);
    }

    private static KeyValue checked(Type type, byte[] bytes) {
        boolean isNumber = type == Type.INTEGER || type == Type.REAL;
        if (isNumber && bytes.length != Long.BYTES) {
            throw new IllegalArgumentException("a number in a key has 8 bytes, not " + bytes.length);
        }
        return new KeyValue(type, bytes);
    }

    long asLong() {
        return ByteBuffer.wrap(bytes).getLong();
    }

    /** Whether the bytes that are bound are a text's, as SQLite cannot know. */
    boolean isText() {
        return type == Type.TEXT;
    }

    /** The SQL that stands for the value; the plus takes the affinity away, which would turn stored numbers into text. */
    String placeholder() {
        return type == Type.TEXT ? "+CAST(? AS TEXT)" : "?";
    }

    void bind(PreparedStatement statement, int index) throws SQLException {
        switch (type) {
            case INTEGER -> statement.setLong(index, asLong());
            case REAL -> statement.setDouble(index, Double.longBitsToDouble(asLong()));
            case TEXT, BLOB -> statement.setBytes(index, bytes);
        }
    }

    /** Type tag and bytes in hexadecimal, such as {@code t616263}. */
    @Override
    public String toString() {
        return type.tag + HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyValue v && v.type == type && Arrays.equals(v.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    private static byte[] eightBytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
