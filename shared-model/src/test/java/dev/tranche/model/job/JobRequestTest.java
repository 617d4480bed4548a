package dev.tranche.model.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** C24, P15: requests as rows have them, also those that only a later version understands. */
class JobRequestTest {
    private static final URI CALLBACK = URI.create("https://example.org/secret");

    @ParameterizedTest
    @EnumSource
    void theWordsOfARequestGiveItAgain(ExportFormat format) {
        var options = format == ExportFormat.SQL
                ? ExportOptions.DEFAULT.with(Compression.GZIP).with(SqlContent.DATA)
                : ExportOptions.DEFAULT;
        var request = new ExportRequest("main", format, List.of(), options, CALLBACK);

        assertThat(JobRequest.of("main", request.words(), List.of(), CALLBACK)).isEqualTo(request);
    }

    @Test
    void aFormatOfALaterVersionIsKeptAndSaid() {
        assertThat(later(words("parquet", "none", Map.of()), List.of()).unknown())
                .isEqualTo("the format parquet");
    }

    @Test
    void aCompressionOfALaterVersionIsKeptAndSaid() {
        assertThat(later(words("sql", "brotli", Map.of()), List.of()).unknown()).isEqualTo("the compression brotli");
    }

    @Test
    void optionsOfALaterVersionAreKeptAndSaidWhateverElseIsNotKnown() {
        assertThat(later(words("sql", "none", Map.of("damaged", "skip", "content", "schema")), List.of())
                        .unknown())
                .isEqualTo("the option damaged");
        assertThat(later(words("parquet", "brotli", Map.of("b", "1", "a", "2")), List.of())
                        .unknown())
                .isEqualTo("the format parquet, the compression brotli, the option a, the option b");
    }

    @Test
    void whatOnlyALaterVersionAllowsTogetherIsOfALaterVersionToo() {
        assertThat(later(words("csv", "gzip", Map.of()), List.of()).unknown())
                .isEqualTo("the format csv with such options");
        assertThat(later(words("sqlite", "none", Map.of()), List.of("t")).unknown())
                .isEqualTo("the format sqlite with such options");
        assertThat(later(words("json", "none", Map.of("content", "schema")), List.of())
                        .unknown())
                .isEqualTo("the format json with such options");
    }

    @Test
    void aLaterRequestKeepsItsAddressToItself() {
        var request = later(words("parquet", "none", Map.of()), List.of());

        assertThat(request.toString()).contains("example.org").doesNotContain("secret");
        assertThat(request.findCallbackUrl()).contains(CALLBACK);
        assertThat(request.contentType()).isEqualTo("application/octet-stream");
    }

    private static LaterRequest later(RequestWords words, List<String> tables) {
        var request = JobRequest.of("main", words, tables, CALLBACK);
        assertThat(request.words()).isEqualTo(words);
        assertThat(request.tables()).isEqualTo(tables);
        return Optional.of(request)
                .filter(LaterRequest.class::isInstance)
                .map(LaterRequest.class::cast)
                .orElseThrow();
    }

    private static RequestWords words(String format, String compression, Map<String, String> options) {
        return new RequestWords(format, compression, options);
    }
}
