package dev.tranche.engine.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tranche.model.job.CsvDialect;
import java.util.Arrays;
import tools.jackson.core.io.NumberOutput;

/**
 * Values as CSV fields (RFC 4180): quoted where they hold a quote, the delimiter or a line end, or read like NULL. NULL is
 * written without quotes, by default as an empty field, and empty text is quoted, as PostgreSQL's COPY has it. Used by the
 * CSV formats; immutable.
 */
public final class CsvText {
    /** The byte order mark. Source: the Unicode Standard, section 23.8 */
    private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private static final byte[] LINE_END = {'\r', '\n'};

    /**
     * What spreadsheets take for the beginning of a formula; in Japan Excel takes the full-width forms, too. Source:
     * owasp.org/www-community/attacks/CSV_Injection, and issue 1088 of its repository
     */
    private static final String FORMULA_BEGINNINGS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /** The first byte of the three that UTF-8 has for a full-width form, and for the byte order mark. */
    private static final byte FULL_WIDTH = (byte) 0xef;

    private final CsvDialect dialect;
    private final byte delimiter;
    private final byte[] nullText;

    public CsvText(CsvDialect dialect) {
        this.dialect = dialect;
        this.delimiter = (byte) dialect.delimiter();
        this.nullText = dialect.nullText().getBytes(UTF_8);
    }

    /** What a file begins with: nothing, or the byte order mark. */
    public void fileStart(ByteSink out) {
        if (dialect.bom()) {
            out.put(BOM);
        }
    }

    /** What stands between two fields. */
    public void delimiter(ByteSink out) {
        out.put(delimiter);
    }

    /** What stands for NULL. */
    public void nul(ByteSink out) {
        out.put(nullText);
    }

    /** CRLF, which RFC 4180 asks for. */
    public static void lineEnd(ByteSink out) {
        out.put(LINE_END);
    }

    /** The number in decimal. */
    public void integer(ByteSink out, long number) {
        int start = out.size();
        out.decimal(number);
        distinguish(out, start);
    }

    /** The shortest form that names the double, always with a point or exponent; infinities as {@code Inf}. */
    public void real(ByteSink out, double number) {
        int start = out.size();
        if (Double.isInfinite(number)) {
            out.ascii(number > 0 ? "Inf" : "-Inf");
        } else {
            out.ascii(NumberOutput.toString(number, true));
        }
        distinguish(out, start);
    }

    /** The bytes in base64; an empty BLOB is {@code ""}, since it is not NULL. */
    public void blob(ByteSink out, byte[] bytes, int offset, int length) {
        int start = out.size();
        if (length == 0) {
            out.ascii("\"\"");
        } else {
            Base64Text.put(out, bytes, offset, length);
            distinguish(out, start);
        }
    }

    /** The name as a field, for a column that is called so in the file. */
    public void name(ByteSink out, String name) {
        text(out, name.getBytes(UTF_8), new TextLosses());
    }

    /** What a column of this name is called in the file: the guard against formulas is for names too. */
    public String nameOf(String column) {
        byte[] utf8 = column.getBytes(UTF_8);
        return isGuarded(utf8, utf8.length) ? "'" + column : column;
    }

    /** The text as a field; ill-formed parts become U+FFFD. */
    public void text(ByteSink out, byte[] utf8, TextLosses losses) {
        if (Utf8.isValid(utf8, 0, utf8.length)) {
            field(out, utf8, utf8.length, losses);
            return;
        }
        losses.replaced();
        var repaired = new ByteSink(utf8.length);
        Utf8.repair(repaired, utf8, 0, utf8.length);
        field(out, repaired.array(), repaired.size(), losses);
    }

    private void field(ByteSink out, byte[] utf8, int length, TextLosses losses) {
        int start = out.size();
        out.room(length + 2L);
        boolean quoted = needsQuotes(utf8, length);
        if (quoted) {
            out.put('"');
        }
        if (isGuarded(utf8, length)) {
            losses.guarded();
            out.put('\'');
        }
        if (quoted) {
            doubled(out, utf8, length);
            out.put('"');
        } else {
            out.put(utf8, 0, length);
            distinguish(out, start);
        }
    }

    private boolean isGuarded(byte[] utf8, int length) {
        return dialect.formulaGuard() && beginsLikeFormula(utf8, length);
    }

    private static boolean beginsLikeFormula(byte[] utf8, int length) {
        if (length == 0) {
            return false;
        }
        boolean isWide = utf8[0] == FULL_WIDTH && length >= 3;
        int first = isWide ? 0xF000 | (utf8[1] & 0x3F) << 6 | (utf8[2] & 0x3F) : utf8[0];
        return FORMULA_BEGINNINGS.indexOf(first) >= 0;
    }

    private static void doubled(ByteSink out, byte[] utf8, int length) {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (utf8[i] == '"') {
                out.put(utf8, from, i + 1 - from);
                from = i;
            }
        }
        out.put(utf8, from, length - from);
    }

    private boolean needsQuotes(byte[] utf8, int length) {
        for (int i = 0; i < length; i++) {
            byte b = utf8[i];
            if (b == '"' || b == delimiter || b == '\r' || b == '\n') {
                return true;
            }
        }
        return length == 0 || beginsWithBom(utf8, length);
    }

    /** At the start of a file it would be taken for that file's own and dropped. */
    private static boolean beginsWithBom(byte[] utf8, int length) {
        return length >= BOM.length && Arrays.equals(utf8, 0, BOM.length, BOM, 0, BOM.length);
    }

    /** Quotes the field that begins at {@code start} if it reads like NULL. */
    private void distinguish(ByteSink out, int start) {
        if (Arrays.equals(out.array(), start, out.size(), nullText, 0, nullText.length)) {
            out.cutTo(start);
            out.put('"');
            out.put(nullText);
            out.put('"');
        }
    }
}
