package dev.tranche.model.job;

import java.nio.charset.StandardCharsets;

/**
 * How a CSV file is written where readers want it otherwise than RFC 4180 has it (C24). Quotes are always {@code "}, lines
 * always end with CR LF.
 *
 * @param delimiter stands between fields, one of {@link #DELIMITERS}
 * @param nullText stands for NULL, without quotes; any other field that reads the same is quoted
 * @param bom whether each file begins with the byte order mark of UTF-8, by which spreadsheets know the encoding
 * @param formulaGuard whether a text that a spreadsheet would take for a formula gets an apostrophe before it
 */
public record CsvDialect(char delimiter, String nullText, boolean bom, boolean formulaGuard) {
    /** Those that no number and no base64 has in it, so that only texts need quotes for them. */
    public static final String DELIMITERS = ",;:|^~\t";

    /** Fields of this length are still short beside their delimiters. */
    public static final int MAX_NULL_TEXT_CHARACTERS = 64;

    /** Commas, nothing for NULL, no byte order mark, texts as they are. */
    public static final CsvDialect RFC_4180 = new CsvDialect(',', "", false, false);

    public CsvDialect {
        if (DELIMITERS.indexOf(delimiter) < 0) {
            throw new IllegalArgumentException(
                    "the delimiter is one of , ; : | ^ ~ and tab, was U+%04X".formatted((int) delimiter));
        }
        if (!isNullText(nullText, delimiter)) {
            throw new IllegalArgumentException("the text for NULL has at most " + MAX_NULL_TEXT_CHARACTERS
                    + " characters and no quote, delimiter or control character");
        }
    }

    /** Whether this text can stand for NULL without quotes, between delimiters of this kind. */
    public static boolean isNullText(String text, char delimiter) {
        return text.length() <= MAX_NULL_TEXT_CHARACTERS
                && StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && text.chars().noneMatch(c -> c == '"' || c == delimiter || Character.isISOControl(c));
    }

    /** With another character between fields. */
    public CsvDialect withDelimiter(char other) {
        return new CsvDialect(other, nullText, bom, formulaGuard);
    }

    /** With another text for NULL. */
    public CsvDialect withNullText(String other) {
        return new CsvDialect(delimiter, other, bom, formulaGuard);
    }

    /** With a byte order mark. */
    public CsvDialect withBom() {
        return new CsvDialect(delimiter, nullText, true, formulaGuard);
    }

    /** With the guard against formulas. */
    public CsvDialect withFormulaGuard() {
        return new CsvDialect(delimiter, nullText, bom, true);
    }
}
