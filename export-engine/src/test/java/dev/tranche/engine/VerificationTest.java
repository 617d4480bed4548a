package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.engine.verify.CannotVerify;
import dev.tranche.engine.verify.ReceivedExport;
import dev.tranche.engine.verify.Verdict;
import dev.tranche.model.job.Compression;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.FileType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An export that says what the database says is found to be the same (C50). */
class VerificationTest {
    @TempDir
    Path folder;

    private Path database;

    @BeforeEach
    void create() throws Exception {
        database = OddDatabase.create(folder.resolve("main.db"));
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void anExportOfADatabaseWithOddValuesIsTheSame_C50(ExportFormat format) throws Exception {
        Path export = export(ExportSpec.all(format));

        assertThat(verify(export))
                .isInstanceOfSatisfying(
                        Verdict.Same.class, same -> assertThat(same.rows()).isGreaterThanOrEqualTo(14));
    }

    /** The driver refuses statements of more than a million bytes unless told otherwise. */
    @Test
    void aScriptWithAHugeValueIsRestored_C50() throws Exception {
        Databases.run(database, "INSERT INTO people(photo) VALUES(zeroblob(1500000))");
        Path export = export(ExportSpec.all(ExportFormat.SQL));

        assertThat(verify(export)).isInstanceOf(Verdict.Same.class);
    }

    @ParameterizedTest
    @EnumSource(value = ExportFormat.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void anExportOfOneTableIsTheSame_C24(ExportFormat format) throws Exception {
        Path export = export(ExportSpec.one(format, "people"));

        assertThat(verify(export, "people"))
                .isInstanceOfSatisfying(
                        Verdict.Same.class, same -> assertThat(same.rows()).isEqualTo(3));
    }

    @ParameterizedTest
    @EnumSource(value = ExportFormat.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void anExportOfSomeTablesIsTheSame_C24(ExportFormat format) throws Exception {
        Path export = export(new ExportSpec(format, List.of("search", "tags")));

        assertThat(verify(export, "tags", "search")).isInstanceOf(Verdict.Same.class);
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void anExportOfAnEmptyDatabaseIsTheSame_C56(ExportFormat format) throws Exception {
        database = Databases.run(folder.resolve("empty.db"), "PRAGMA user_version = 1");
        Path export = export(ExportSpec.all(format));

        assertThat(verify(export))
                .isInstanceOfSatisfying(
                        Verdict.Same.class, same -> assertThat(same.tables()).isZero());
    }

    @ParameterizedTest
    @EnumSource(
            value = ExportFormat.class,
            names = {"JSON", "CSV"})
    void theNameOfAFileSaysWhichTableIsInIt_C53(ExportFormat format) throws Exception {
        Path plain = export(ExportSpec.one(format, "people"));
        String extension = format.wireName();
        for (String name : List.of(
                "main_people_20240101-170000_k3v9q0x1m2n4",
                "other_people_20240101-170000_k3v9q0x1m2n4",
                "people_export",
                "people")) {
            Path named = Files.copy(plain, folder.resolve(name + "." + extension));
            assertThat(verify(named)).as(name).isInstanceOf(Verdict.Same.class);
        }
        assertThatThrownBy(() -> verify(plain)).isInstanceOf(CannotVerify.class).hasMessageContaining("--table NAME");
    }

    @ParameterizedTest
    @CsvSource({"SQL, GZIP", "JSON, ZSTD", "NDJSON, GZIP", "NDJSON, ZSTD", "SQLITE, ZSTD"})
    void aCompressedExportIsComparedLikeAPlainOne_C24_C50(ExportFormat format, Compression compression)
            throws Exception {
        Path export = export(ExportSpec.all(format).compressed(compression));
        assertThat(verify(export)).isInstanceOf(Verdict.Same.class);

        byte[] whole = Files.readAllBytes(export);
        Files.write(export, Arrays.copyOf(whole, whole.length * 2 / 3));
        assertThat(verify(export)).isInstanceOf(Verdict.Different.class);

        Files.write(export, whole);
        Databases.run(database, "UPDATE people SET name = 'Rob' WHERE name = 'Bob'");
        assertThat(verify(export))
                .isInstanceOfSatisfying(
                        Verdict.Different.class,
                        different -> assertThat(different.first().toString()).contains("people", "name"));
    }

    @Test
    void theDatabaseIsNotTouched() throws Exception {
        byte[] before = Files.readAllBytes(database);
        for (ExportFormat format : ExportFormat.values()) {
            verify(export(ExportSpec.all(format)));
        }
        assertThat(database).hasBinaryContent(before);
        assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith("main.db-"));
    }

    @Test
    void whatCannotBeComparedIsSaid() throws Exception {
        Path export = export(ExportSpec.all(ExportFormat.JSON));

        assertThatThrownBy(() -> verify(folder.resolve("none.json")))
                .isInstanceOf(CannotVerify.class)
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> verify(export, "nobody"))
                .isInstanceOf(CannotVerify.class)
                .hasMessage("Table 'nobody' does not exist.");
        assertThatThrownBy(() -> verify(export(ExportSpec.all(ExportFormat.SQLITE)), "people"))
                .isInstanceOf(CannotVerify.class)
                .hasMessageContaining("without --table");
        database = Files.writeString(folder.resolve("text.db"), "not a database, but long enough to be looked at");
        assertThatThrownBy(() -> verify(export))
                .isInstanceOf(CannotVerify.class)
                .hasMessageContaining("the database cannot be read");
    }

    @Test
    void theTypeFollowsFromTheFileName() {
        assertThat(ReceivedExport.findType(Path.of("a.b/x.sql"))).contains(FileType.SQL);
        assertThat(ReceivedExport.findType(Path.of("x.csv.gz"))).contains(FileType.CSV);
        assertThat(ReceivedExport.findType(Path.of("x.json.zst"))).contains(FileType.JSON);
        assertThat(ReceivedExport.findType(Path.of("x.zip"))).contains(FileType.CSV_ZIP);
        assertThat(ReceivedExport.findType(Path.of("x.txt"))).isEmpty();
        assertThat(ReceivedExport.allowed()).isEqualTo("sql, json, ndjson, csv, zip, sqlite");
    }

    private Path export(ExportSpec spec) throws Exception {
        return OddDatabase.export(database, spec);
    }

    private Verdict verify(Path export, String... tables) {
        return OddDatabase.verify(database, export, tables);
    }
}
