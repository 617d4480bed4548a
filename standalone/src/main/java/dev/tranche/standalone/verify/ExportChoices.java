package dev.tranche.standalone.verify;

import dev.tranche.model.job.CsvDialect;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.SqlContent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options that the export was asked for, as words of the command line. Stateless. */
final class ExportChoices {
    private static final String SCHEMA_ONLY = "--schema-only";
    private static final String DATA_ONLY = "--data-only";
    private static final String BOM = "--csv-bom";
    private static final String FORMULA_GUARD = "--csv-formula-guard";
    private static final String DELIMITER = "--csv-delimiter";
    private static final String NULL_TEXT = "--csv-null-text";

    /** Those that are said or not. */
    static final Set<String> FLAGS = Set.of(SCHEMA_ONLY, DATA_ONLY, BOM, FORMULA_GUARD);

    /** Those with a value. */
    static final Set<String> VALUES = Set.of(DELIMITER, NULL_TEXT);

    private ExportChoices() {}

    /** @throws IllegalArgumentException if the words make no sense */
    static ExportOptions of(Map<String, List<String>> given) {
        return ExportOptions.DEFAULT.with(content(given)).with(csv(given));
    }

    private static SqlContent content(Map<String, List<String>> given) {
        if (given.containsKey(SCHEMA_ONLY) && given.containsKey(DATA_ONLY)) {
            throw new IllegalArgumentException(SCHEMA_ONLY + " and " + DATA_ONLY + " cannot both be said");
        }
        if (given.containsKey(SCHEMA_ONLY)) {
            return SqlContent.SCHEMA;
        }
        return given.containsKey(DATA_ONLY) ? SqlContent.DATA : SqlContent.EVERYTHING;
    }

    private static CsvDialect csv(Map<String, List<String>> given) {
        CsvDialect csv = CsvDialect.RFC_4180;
        if (given.containsKey(DELIMITER)) {
            csv = csv.withDelimiter(delimiter(given.get(DELIMITER).get(0)));
        }
        if (given.containsKey(NULL_TEXT)) {
            csv = csv.withNullText(given.get(NULL_TEXT).get(0));
        }
        if (given.containsKey(BOM)) {
            csv = csv.withBom();
        }
        return given.containsKey(FORMULA_GUARD) ? csv.withFormulaGuard() : csv;
    }

    /** {@code tab} is easier to say than the character. */
    private static char delimiter(String word) {
        if (word.equals("tab")) {
            return '\t';
        }
        if (word.length() != 1) {
            throw new IllegalArgumentException(DELIMITER + " is one character, or tab");
        }
        return word.charAt(0);
    }
}
