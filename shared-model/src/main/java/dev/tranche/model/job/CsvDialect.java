package dev.tranche.model.job;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/**
 * How a CSV file is written where readers want it otherwise than RFC 4180 has it (C24). Quotes are always {@code "}, lines
 * always end with CR LF.
 *
 * @param delimiter stands between fields, one of {@link #DELIMITERS}
 * @param nullText stands for NULL, without quotes; any other field that reads the same is quoted
 * @param extras what spreadsheets want besides
 */
public record CsvDialect(char delimiter, String nullText, Set<Extra> extras) {
    /** What a file has more than RFC 4180 asks for. */
    public enum Extra {
        /** Each file begins with the byte order mark of UTF-8, by which spreadsheets know the encoding. */
        BOM,
        /** A text that a spreadsheet would take for a formula gets an apostrophe before it, as does such a name of a column. */
        FORMULA_GUARD
    }

    /** Those that no number and no base64 has in it, so that only texts need quotes for them. */
    public static final String DELIMITERS = ",;:|^~\t";

    /** Fields of this length are still short beside their delimiters. */
    public static final int MAX_NULL_TEXT_CHARACTERS = 64;

    /** Commas, nothing for NULL, no byte order mark, texts as they are. */
    public static final CsvDialect RFC_4180 = new CsvDialect(',', "", Set.of());

    public CsvDialect {
        if (DELIMITERS.indexOf(delimiter) < 0) {
            throw new IllegalArgumentException(
                    "the delimiter is one of , ; : | ^ ~ and tab, was U+%04X".formatted((int) delimiter));
        }
        if (!isNullText(nullText, delimiter)) {
            throw new IllegalArgumentException("the text for NULL has at most " + MAX_NULL_TEXT_CHARACTERS
                    + " characters and no quote, delimiter or control character");
        }
        extras = Set.copyOf(extras);
    }

    /** Whether this text can stand for NULL without quotes, between delimiters of this kind. */
    public static boolean isNullText(String text, char delimiter) {
        return text.length() <= MAX_NULL_TEXT_CHARACTERS
                && StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && text.chars().noneMatch(c -> c == '"' || c == delimiter || Character.isISOControl(c));
    }

    /** With another character between fields. */
    public CsvDialect withDelimiter(char other) {
        return new CsvDialect(other, nullText, extras);
    }

    /** With another text for NULL. */
    public CsvDialect withNullText(String other) {
        return new CsvDialect(delimiter, other, extras);
    }

    /** With a byte order mark. */
    public CsvDialect withBom() {
        return with(Extra.BOM);
    }

    /** With the guard against formulas. */
    public CsvDialect withFormulaGuard() {
        return with(Extra.FORMULA_GUARD);
    }

    private CsvDialect with(Extra extra) {
        var all = EnumSet.of(extra);
        all.addAll(extras);
        return new CsvDialect(delimiter, nullText, all);
    }

    /** Whether each file begins with a byte order mark. */
    public boolean bom() {
        return extras.contains(Extra.BOM);
    }

    /** Whether texts and names of columns are guarded. */
    public boolean formulaGuard() {
        return extras.contains(Extra.FORMULA_GUARD);
    }
}
