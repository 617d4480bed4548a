package dev.tranche.model.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C24: what a file's format leaves open, and the texts by which that is kept. */
class ExportOptionsTest {
    private static final CsvDialect CSV =
            CsvDialect.RFC_4180.withDelimiter(';').withNullText("\\N").withBom().withFormulaGuard();

    @Test
    void onlyWhatDiffersFromTheDefaultIsKept() {
        assertThat(ExportOptions.DEFAULT.toTexts()).isEmpty();
        assertThat(ExportOptions.DEFAULT.with(SqlContent.SCHEMA).toTexts())
                .containsExactly(Map.entry("content", "schema"));
        assertThat(ExportOptions.DEFAULT.with(CSV).toTexts())
                .isEqualTo(Map.of(
                        "csv.delimiter", ";", "csv.nullText", "\\N", "csv.bom", "true", "csv.formulaGuard", "true"));
    }

    @Test
    void whatWasKeptIsReadAgain() {
        for (var options : List.of(
                ExportOptions.DEFAULT,
                ExportOptions.DEFAULT.with(SqlContent.DATA),
                ExportOptions.DEFAULT.with(CSV),
                ExportOptions.DEFAULT.with(
                        CsvDialect.RFC_4180.withDelimiter('|').withNullText("a,b")))) {
            assertThat(ExportOptions.of(options.toTexts())).isEqualTo(options);
        }
    }

    @Test
    void whatALaterVersionKeptIsNotTakenForAbsent() {
        var later = Map.of("content", "views", "csv.bom", "utf-16", "csv.delimiter", "ab", "damaged", "skip");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExportOptions.of(later))
                .withMessage("options that are not known here: content, csv.bom, csv.delimiter, damaged");
    }

    @ParameterizedTest
    @ValueSource(chars = {'"', '\r', '\n', 'a', '0', '-', '+', '.', '/', '=', ' ', 'é'})
    void aDelimiterIsNoCharacterOfNumbersOrBase64(char delimiter) {
        assertThatIllegalArgumentException().isThrownBy(() -> CsvDialect.RFC_4180.withDelimiter(delimiter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a,b", "a\nb", "\t", "\u0000", "\ud83d"})
    void theTextForNullNeedsNoQuotes(String nullText) {
        assertThatIllegalArgumentException().isThrownBy(() -> CsvDialect.RFC_4180.withNullText(nullText));
        assertThatIllegalArgumentException().isThrownBy(() -> CsvDialect.RFC_4180.withNullText("x".repeat(65)));
    }

    @Test
    void aFormatTakesOnlyItsOwnOptions() {
        for (var format : ExportFormat.values()) {
            if (format != ExportFormat.CSV) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> ExportOptions.DEFAULT.with(CSV).requireFor(format));
            }
            if (format != ExportFormat.SQL) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() ->
                                ExportOptions.DEFAULT.with(SqlContent.DATA).requireFor(format));
            }
            ExportOptions.DEFAULT.requireFor(format);
        }
    }
}
