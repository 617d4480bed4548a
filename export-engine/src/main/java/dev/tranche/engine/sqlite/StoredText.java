package dev.tranche.engine.sqlite;

/** A text with its bytes as the database has them. Immutable as long as nobody writes into what {@link #raw()} gives. */
public final class StoredText {
    private final byte[] raw;
    private final TextEncoding encoding;

    StoredText(byte[] raw, TextEncoding encoding) {
        this.raw = raw;
        this.encoding = encoding;
    }

    /** The bytes in the encoding of the database; not a copy. */
    public byte[] raw() {
        return raw;
    }

    /** The bytes as UTF-8, not well-formed where the stored text is not. */
    public byte[] utf8() {
        return encoding.toUtf8(raw);
    }

    /** How many bytes are stored. */
    public int length() {
        return raw.length;
    }
}
