package dev.tranche.engine.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.core.io.NumberOutput;

/** Values as JSON (RFC 8259). Used by the JSON and NDJSON formats; stateless. */
public final class JsonText {
    /** Per ASCII character the letter after its backslash, {@code u} for the long form, 0 where it stands for itself. */
    private static final byte[] ESCAPES = new byte[128];

    static {
        for (int c = 0; c < 0x20; c++) {
            ESCAPES[c] = 'u';
        }
        ESCAPES['\b'] = 'b';
        ESCAPES['\t'] = 't';
        ESCAPES['\n'] = 'n';
        ESCAPES['\f'] = 'f';
        ESCAPES['\r'] = 'r';
        ESCAPES['"'] = '"';
        ESCAPES['\\'] = '\\';
    }

    private JsonText() {}

    /** {@code null}. */
    public static void nul(ByteSink out) {
        out.ascii("null");
    }

    /** The number, all its digits; readers that use doubles lose some above 2^53. */
    public static void integer(ByteSink out, long number) {
        out.decimal(number);
    }

    /** The shortest form that names the double, always with a point or exponent; infinities as {@code 9e999}. */
    public static void real(ByteSink out, double number) {
        if (Double.isInfinite(number)) {
            out.ascii(number > 0 ? "9e999" : "-9e999");
        } else {
            out.ascii(NumberOutput.toString(number, true));
        }
    }

    /** The bytes as a string in base64. */
    public static void blob(ByteSink out, byte[] bytes, int offset, int length) {
        out.put('"');
        Base64Text.put(out, bytes, offset, length);
        out.put('"');
    }

    /** The name as a string, for a table or column of that name. */
    public static void name(ByteSink out, String name) {
        byte[] utf8 = name.getBytes(UTF_8);
        text(out, utf8, 0, utf8.length);
    }

    /**
     * The text as a string.
     *
     * @return whether it was not UTF-8, so that ill-formed parts became U+FFFD
     */
    public static boolean text(ByteSink out, byte[] utf8, int offset, int length) {
        if (Utf8.isValid(utf8, offset, length)) {
            quoted(out, utf8, offset, length);
            return false;
        }
        var repaired = new ByteSink(length);
        Utf8.repair(repaired, utf8, offset, length);
        quoted(out, repaired.array(), 0, repaired.size());
        return true;
    }

    private static void quoted(ByteSink out, byte[] utf8, int offset, int length) {
        out.room(length + 2L);
        out.put('"');
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            byte b = utf8[i];
            if (b >= 0 && ESCAPES[b] != 0) {
                out.put(utf8, from, i - from);
                escape(out, b);
                from = i + 1;
            }
        }
        out.put(utf8, from, offset + length - from);
        out.put('"');
    }

    private static void escape(ByteSink out, byte character) {
        out.put('\\');
        out.put(ESCAPES[character]);
        if (ESCAPES[character] == 'u') {
            out.ascii("00");
            Hex.put(out, new byte[] {character}, 0, 1);
        }
    }
}
