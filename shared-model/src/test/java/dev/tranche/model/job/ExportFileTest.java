package dev.tranche.model.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C24, C40, C53: names and types of files. */
class ExportFileTest {
    @ParameterizedTest
    @CsvSource({
        "SQL, NONE, sql, application/x-sqlite3",
        "SQL, GZIP, sql.gz, application/gzip",
        "JSON, GZIP, json.gz, application/gzip",
        "NDJSON, ZSTD, ndjson.zst, application/zstd",
        "CSV, GZIP, csv.gz, application/gzip",
        "CSV_ZIP, NONE, zip, application/zip",
        "SQLITE, NONE, sqlite, application/vnd.sqlite3",
        "SQLITE, ZSTD, sqlite.zst, application/zstd"
    })
    void nameAndTypeSayTheCompressionC40(FileType type, Compression compression, String extension, String contentType) {
        var file = new ExportFile(type, compression);
        assertThat(file.extension()).isEqualTo(extension);
        assertThat(file.contentType()).isEqualTo(contentType);
    }

    @Test
    void aZipIsNotCompressedAgainC24() {
        var zstd = ExportOptions.DEFAULT.with(Compression.ZSTD);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExportRequest("main", ExportFormat.CSV, List.of(), zstd, null))
                .withMessage("a zip is compressed already and cannot be compressed with zstd");
        assertThat(new ExportRequest("main", ExportFormat.CSV, List.of("t"), zstd, null).file())
                .isEqualTo(new ExportFile(FileType.CSV, Compression.ZSTD));
    }

    @Test
    void aSqliteFileHoldsTheWholeDatabaseC24() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExportRequest("main", ExportFormat.SQLITE, List.of("t"), null))
                .withMessage("a file of format sqlite holds the whole database");
    }

    @Test
    void compressionsHaveTheNamesThatCallersUseC24() {
        assertThat(Compression.allowed()).isEqualTo("none, gzip, zstd");
        assertThat(Compression.find("gzip")).contains(Compression.GZIP);
        assertThat(Compression.find("GZIP")).isEmpty();
    }
}
