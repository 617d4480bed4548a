package dev.tranche.model.job;

import java.util.HashMap;
import java.util.Map;

/**
 * The names and texts by which options are kept in the job store and in plans; a default is not written. They must never change
 * their meaning, since rows outlive the program. Stateless.
 */
final class OptionTexts {
    private static final String CONTENT = "content";
    private static final String DELIMITER = "csv.delimiter";
    private static final String NULL_TEXT = "csv.nullText";
    private static final String BOM = "csv.bom";
    private static final String FORMULA_GUARD = "csv.formulaGuard";
    private static final String ON_DAMAGE = "onDamage";
    private static final String YES = "true";

    private OptionTexts() {}

    static Map<String, String> write(ExportOptions options) {
        var texts = new HashMap<>(options.unknown());
        if (options.sqlContent() != SqlContent.EVERYTHING) {
            texts.put(CONTENT, options.sqlContent().wireName());
        }
        CsvDialect csv = options.csv();
        if (csv.delimiter() != CsvDialect.RFC_4180.delimiter()) {
            texts.put(DELIMITER, String.valueOf(csv.delimiter()));
        }
        if (!csv.nullText().equals(CsvDialect.RFC_4180.nullText())) {
            texts.put(NULL_TEXT, csv.nullText());
        }
        if (csv.bom()) {
            texts.put(BOM, YES);
        }
        if (csv.formulaGuard()) {
            texts.put(FORMULA_GUARD, YES);
        }
        if (options.onDamage() != OnDamage.FAIL) {
            texts.put(ON_DAMAGE, options.onDamage().wireName());
        }
        return texts;
    }

    /** A value that is not understood makes its option as unknown as a name that is not. */
    static ExportOptions read(Map<String, String> texts) {
        ExportOptions options = ExportOptions.DEFAULT;
        var unknown = new HashMap<String, String>();
        for (var text : sorted(texts)) {
            try {
                options = with(options, text.getKey(), text.getValue());
            } catch (IllegalArgumentException e) {
                unknown.put(text.getKey(), text.getValue());
            }
        }
        return new ExportOptions(
                options.compression(), options.sqlContent(), options.csv(), options.onDamage(), unknown);
    }

    /** By name, so that the delimiter is known before the text for NULL, which must not have it. */
    private static Iterable<Map.Entry<String, String>> sorted(Map<String, String> texts) {
        return texts.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    }

    private static ExportOptions with(ExportOptions options, String name, String text) {
        CsvDialect csv = options.csv();
        return switch (name) {
            case CONTENT -> options.with(SqlContent.find(text).orElseThrow(IllegalArgumentException::new));
            case DELIMITER -> options.with(csv.withDelimiter(onlyCharacter(text)));
            case NULL_TEXT -> options.with(csv.withNullText(text));
            case BOM -> options.with(yes(text, csv.withBom()));
            case FORMULA_GUARD -> options.with(yes(text, csv.withFormulaGuard()));
            case ON_DAMAGE -> options.with(OnDamage.find(text).orElseThrow(IllegalArgumentException::new));
            default -> throw new IllegalArgumentException("no option is named " + name);
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
