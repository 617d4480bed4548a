package dev.tranche.engine.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.core.io.NumberOutput;

/**
 * Values as CSV fields (RFC 4180): quoted where they hold a quote, comma or line end. NULL is an empty field and empty
 * text a quoted empty one, as PostgreSQL's COPY has it. Used by the CSV formats; stateless.
 */
public final class CsvText {
    private static final byte[] LINE_END = {'\r', '\n'};

    private CsvText() {}

    /** CRLF, which RFC 4180 asks for. */
    public static void lineEnd(ByteSink out) {
        out.put(LINE_END);
    }

    /** The number in decimal. */
    public static void integer(ByteSink out, long number) {
        out.decimal(number);
    }

    /** The shortest form that names the double, always with a point or exponent; infinities as {@code Inf}. */
    public static void real(ByteSink out, double number) {
        if (Double.isInfinite(number)) {
            out.ascii(number > 0 ? "Inf" : "-Inf");
        } else {
            out.ascii(NumberOutput.toString(number, true));
        }
    }

    /** The bytes in base64; an empty BLOB is {@code ""}, since it is not NULL. */
    public static void blob(ByteSink out, byte[] bytes, int offset, int length) {
        if (length == 0) {
            out.ascii("\"\"");
        } else {
            Base64Text.put(out, bytes, offset, length);
        }
    }

    /** The name as a field, for a column of that name. */
    public static void name(ByteSink out, String name) {
        byte[] utf8 = name.getBytes(UTF_8);
        text(out, utf8, 0, utf8.length);
    }

    /**
     * The text as a field.
     *
     * @return whether it was not UTF-8, so that ill-formed parts became U+FFFD
     */
    public static boolean text(ByteSink out, byte[] utf8, int offset, int length) {
        if (Utf8.isValid(utf8, offset, length)) {
            field(out, utf8, offset, length);
            return false;
        }
        var repaired = new ByteSink(length);
        Utf8.repair(repaired, utf8, offset, length);
        field(out, repaired.array(), 0, repaired.size());
        return true;
    }

    private static void field(ByteSink out, byte[] utf8, int offset, int length) {
        if (!needsQuotes(utf8, offset, length)) {
            out.put(utf8, offset, length);
            return;
        }
        out.put('"');
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (utf8[i] == '"') {
                out.put(utf8, from, i + 1 - from);
                from = i;
            }
        }
        out.put(utf8, from, offset + length - from);
        out.put('"');
    }

    private static boolean needsQuotes(byte[] utf8, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte b = utf8[i];
            if (b == '"' || b == ',' || b == '\r' || b == '\n') {
                return true;
            }
        }
        return length == 0;
    }
}
