package dev.tranche.model.job;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The names and texts by which options are kept in the job store and in plans; a default is not written. They must never change
 * their meaning, since rows outlive the program. Stateless.
 */
final class OptionTexts {
    private static final String YES = "true";

    private OptionTexts() {}

    /** Every option there is. */
    private enum Name {
        CONTENT("content"),
        DELIMITER("csv.delimiter"),
        NULL_TEXT("csv.nullText"),
        BOM("csv.bom"),
        FORMULA_GUARD("csv.formulaGuard"),
        ON_DAMAGE("onDamage");

        private final String text;

        Name(String text) {
            this.text = text;
        }

        static Name of(String text) {
            return Arrays.stream(values())
                    .filter(name -> name.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no option is named " + text));
        }
    }

    /** All names, and all values of those that have few: another text if another version knows other options. */
    static String vocabulary() {
        return Arrays.stream(Name.values()).map(name -> name.text).toList()
                + Arrays.toString(SqlContent.values())
                + CsvDialect.DELIMITERS
                + OnDamage.allowed();
    }

    /** @param unknown the names of the texts that are not in the options */
    record Read(ExportOptions options, SortedSet<String> unknown) {}

    static Map<String, String> write(ExportOptions options) {
        var texts = new HashMap<String, String>();
        if (options.sqlContent() != SqlContent.EVERYTHING) {
            texts.put(Name.CONTENT.text, options.sqlContent().wireName());
        }
        CsvDialect csv = options.csv();
        if (csv.delimiter() != CsvDialect.RFC_4180.delimiter()) {
            texts.put(Name.DELIMITER.text, String.valueOf(csv.delimiter()));
        }
        if (!csv.nullText().equals(CsvDialect.RFC_4180.nullText())) {
            texts.put(Name.NULL_TEXT.text, csv.nullText());
        }
        if (csv.bom()) {
            texts.put(Name.BOM.text, YES);
        }
        if (csv.formulaGuard()) {
            texts.put(Name.FORMULA_GUARD.text, YES);
        }
        if (options.onDamage() != OnDamage.FAIL) {
            texts.put(Name.ON_DAMAGE.text, options.onDamage().wireName());
        }
        return texts;
    }

    /** A value that is not understood makes its option as unknown as a name that is not. */
    static Read read(Map<String, String> texts) {
        ExportOptions options = ExportOptions.DEFAULT;
        var unknown = new TreeSet<String>();
        for (var text : sorted(texts)) {
            try {
                options = with(options, text.getKey(), text.getValue());
            } catch (IllegalArgumentException e) {
                unknown.add(text.getKey());
            }
        }
        return new Read(options, unknown);
    }

    /** By name, so that the delimiter is known before the text for NULL, which must not have it. */
    private static Iterable<Map.Entry<String, String>> sorted(Map<String, String> texts) {
        return texts.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    }

    private static ExportOptions with(ExportOptions options, String name, String text) {
        CsvDialect csv = options.csv();
        return switch (Name.of(name)) {
            case CONTENT -> options.with(SqlContent.find(text).orElseThrow(IllegalArgumentException::new));
            case DELIMITER -> options.with(csv.withDelimiter(onlyCharacter(text)));
            case NULL_TEXT -> options.with(csv.withNullText(text));
            case BOM -> options.with(yes(text, csv.withBom()));
            case FORMULA_GUARD -> options.with(yes(text, csv.withFormulaGuard()));
            case ON_DAMAGE -> options.with(OnDamage.find(text).orElseThrow(IllegalArgumentException::new));
        };
    }

    private static char onlyCharacter(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("not one character: " + text);
        }
        return text.charAt(0);
    }

    private static CsvDialect yes(String text, CsvDialect then) {
        if (!text.equals(YES)) {
            throw new IllegalArgumentException("not " + YES + ": " + text);
        }
        return then;
    }
}
