package dev.tranche.engine.encode;

/**
 * Values as SQL that every SQLite from 3.35 on reads back to the same bytes, whether the script went through the sqlite3
 * shell or not. Used by the SQL format; stateless.
 */
public final class SqlLiteral {
    private SqlLiteral() {}

    /** {@code NULL}. */
    public static void nul(ByteSink out) {
        out.ascii("NULL");
    }

    /** The number in decimal; SQLite takes {@code -9223372036854775808} for an integer too. */
    public static void integer(ByteSink out, long number) {
        out.decimal(number);
    }

    /**
     * The number so that SQLite 3.40's inexact reader gets the same bits; infinities as {@code 9e999}.
     *
     * @throws IllegalArgumentException for NaN, which SQLite cannot hold
     */
    public static void real(ByteSink out, double number) {
        SqlReal.put(out, number);
    }

    /** {@code X'…'}. */
    public static void blob(ByteSink out, byte[] bytes, int offset, int length) {
        out.put('X');
        out.put('\'');
        Hex.put(out, bytes, offset, length);
        out.put('\'');
    }

    /**
     * Text given as the UTF-8 of a UTF-8 database: quoted where that is safe, else by its bytes. The shell ends a literal at
     * NUL and turns CR LF into LF, and SQL text must be UTF-8.
     */
    public static void text(ByteSink out, byte[] utf8, int offset, int length) {
        if (canBeQuoted(utf8, offset, length)) {
            quoted(out, utf8, offset, length);
        } else {
            textByBytes(out, utf8, offset, length);
        }
    }

    /** {@code CAST(X'…' AS TEXT)} for bytes in the encoding of the database that the script restores. */
    public static void textByBytes(ByteSink out, byte[] bytes, int offset, int length) {
        out.ascii("CAST(");
        blob(out, bytes, offset, length);
        out.ascii(" AS TEXT)");
    }

    /** Whether {@link #text} would write the text in quotes. */
    public static boolean canBeQuoted(byte[] utf8, int offset, int length) {
        boolean ascii = true;
        for (int i = offset; i < offset + length; i++) {
            byte b = utf8[i];
            if (b == 0 || b == '\r') {
                return false;
            }
            ascii &= b > 0;
        }
        return ascii || Utf8.isValid(utf8, offset, length);
    }

    /**
     * Whether SQLite keeps the characters when it stores the text as UTF-16: U+FFFE and U+FFFF become U+FFFD. Source:
     * sqlite.org/src, utf.c, READ_UTF8
     */
    public static boolean survivesUtf16(byte[] utf8, int offset, int length) {
        for (int i = offset; i + 2 < offset + length; i++) {
            if (utf8[i] == (byte) 0xEF && utf8[i + 1] == (byte) 0xBF && (utf8[i + 2] & 0xFE) == 0xBE) {
                return false;
            }
        }
        return true;
    }

    private static void quoted(ByteSink out, byte[] utf8, int offset, int length) {
        out.room(length + 2L);
        out.put('\'');
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (utf8[i] == '\'') {
                out.put(utf8, from, i + 1 - from);
                from = i;
            }
        }
        out.put(utf8, from, offset + length - from);
        out.put('\'');
    }
}
