package dev.tranche.engine.sqlite;

import dev.tranche.engine.encode.ByteSink;

/** How a database stores its texts; decided once, at its creation. */
public enum TextEncoding {
    UTF_8("UTF-8"),
    UTF_16LE("UTF-16le"),
    UTF_16BE("UTF-16be");

    private final String pragmaName;

    TextEncoding(String pragmaName) {
        this.pragmaName = pragmaName;
    }

    /** The encoding that {@code PRAGMA encoding} gives this name. */
    static TextEncoding of(String pragmaName) {
        for (TextEncoding encoding : values()) {
            if (encoding.pragmaName.equals(pragmaName)) {
                return encoding;
            }
        }
        throw new IllegalArgumentException("SQLite has no encoding " + pragmaName);
    }

    /** The name in {@code PRAGMA encoding}. */
    public String pragmaName() {
        return pragmaName;
    }

    /** The text as UTF-8. What is no character stays no character: a lone surrogate gives three bytes, an odd byte 0xFF. */
    byte[] toUtf8(byte[] stored) {
        if (this == UTF_8) {
            return stored;
        }
        var out = new ByteSink(stored.length + stored.length / 2);
        int end = stored.length & ~1;
        for (int i = 0; i < end; i += 2) {
            char unit = unit(stored, i);
            if (Character.isHighSurrogate(unit) && i + 2 < end && Character.isLowSurrogate(unit(stored, i + 2))) {
                i += 2;
                putUtf8(out, Character.toCodePoint(unit, unit(stored, i)));
            } else {
                putUtf8(out, unit);
            }
        }
        if (end < stored.length) {
            out.put(0xFF);
        }
        return out.toByteArray();
    }

    private char unit(byte[] stored, int i) {
        int first = stored[i] & 0xff;
        int second = stored[i + 1] & 0xff;
        return (char) (this == UTF_16LE ? (second << 8) | first : (first << 8) | second);
    }

    private static void putUtf8(ByteSink out, int codePoint) {
        if (codePoint < 0x80) {
            out.put(codePoint);
        } else if (codePoint < 0x800) {
            out.put(0xC0 | (codePoint >> 6));
            putRest(out, codePoint, 1);
        } else if (codePoint < 0x10000) {
            out.put(0xE0 | (codePoint >> 12));
            putRest(out, codePoint, 2);
        } else {
            out.put(0xF0 | (codePoint >> 18));
            putRest(out, codePoint, 3);
        }
    }

    private static void putRest(ByteSink out, int codePoint, int count) {
        for (int i = count - 1; i >= 0; i--) {
            out.put(0x80 | ((codePoint >> (6 * i)) & 0x3F));
        }
    }
}
