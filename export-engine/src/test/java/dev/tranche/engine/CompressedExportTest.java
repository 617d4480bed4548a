package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.tranche.model.job.Compression;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.TableSummary;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A compressed export is the plain one to every reader, in one stream (C24). */
class CompressedExportTest {
    private static final int DATABASES = 6;

    @TempDir
    Path folder;

    private Path rows;

    @BeforeEach
    void makeRows() throws Exception {
        rows = Databases.run(
                folder.resolve("rows.db"),
                "CREATE TABLE a(id INTEGER PRIMARY KEY, t); CREATE TABLE empty(x); CREATE TABLE b(x);"
                        + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000)"
                        + "INSERT INTO a SELECT i, hex(randomblob(20)) FROM n;"
                        + "INSERT INTO b SELECT t FROM a WHERE id < 300;");
    }

    @Test
    void anyDatabaseInAnyFormatReadsBackTheSame() throws Exception {
        long seed = System.nanoTime();
        for (int i = 0; i < DATABASES; i++) {
            Path file = folder.resolve(i + ".db");
            List<String> made = new RandomDatabase(seed + i).create(file, new Random(seed + i).nextInt(5), 60);
            for (ExportFormat format : List.of(ExportFormat.SQL, ExportFormat.JSON, ExportFormat.NDJSON)) {
                byte[] plain = Exports.ofSnapshot(file, ExportSpec.all(format));
                for (Compression compression : List.of(Compression.GZIP, Compression.ZSTD)) {
                    assertThat(read(export(file, format, compression), compression))
                            .as("seed %d, %s of %s as %s", seed + i, compression, made, format)
                            .isEqualTo(plain);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = ExportFormat.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void oneTableReadsBackTheSameAndIsSmaller(ExportFormat format) throws IOException {
        byte[] plain = Exports.ofSnapshot(rows, ExportSpec.one(format, "a"));
        for (Compression compression : List.of(Compression.GZIP, Compression.ZSTD)) {
            byte[] compressed =
                    Exports.ofSnapshot(rows, ExportSpec.one(format, "a").compressed(compression));
            assertThat(Arrays.mismatch(read(compressed, compression), plain)).isEqualTo(-1);
            assertThat(compressed).hasSizeLessThan(plain.length * 3 / 4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GZIP, gunzip -c",
        "GZIP, 'python3 -c import,gzip,sys;sys.stdout.buffer.write(gzip.open(sys.argv[1]).read())'",
        "ZSTD, zstd -dcq",
        "ZSTD, pzstd -dcq"
    })
    void programsReadItAsOneStream(Compression compression, String program) throws Exception {
        String[] command = Arrays.stream((program + " " + folder.resolve("export" + ending(compression))).split(" "))
                .map(word -> word.replace("import,gzip", "import gzip"))
                .toArray(String[]::new);
        assumeThat(isInstalled(command[0])).as("%s is installed", command[0]).isTrue();
        Files.write(folder.resolve("export" + ending(compression)), export(rows, ExportFormat.SQL, compression));
        Path output = folder.resolve("output");
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        byte[] plain = Exports.ofSnapshot(rows, ExportSpec.all(ExportFormat.SQL));
        assertThat(Arrays.mismatch(Files.readAllBytes(output), plain)).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void commonsCompressReadsItAsOneStream(Compression compression) throws IOException {
        byte[] compressed = export(rows, ExportFormat.JSON, compression);
        try (InputStream stream = compression == Compression.GZIP
                ? GzipCompressorInputStream.builder()
                        .setInputStream(new ByteArrayInputStream(compressed))
                        .setDecompressConcatenated(true)
                        .get()
                : new ZstdCompressorInputStream(new ByteArrayInputStream(compressed))) {
            byte[] plain = Exports.ofSnapshot(rows, ExportSpec.all(ExportFormat.JSON));
            assertThat(Arrays.mismatch(stream.readAllBytes(), plain)).isEqualTo(-1);
        }
    }

    /** C43: the manifest's first byte and length of a table are whole members, which a ranged download can fetch. */
    @ParameterizedTest
    @EnumSource(value = Compression.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aTableReadsBackFromItsOwnBytesAloneC43(Compression compression) throws IOException {
        ExportSpec spec = ExportSpec.all(ExportFormat.NDJSON).compressed(compression);
        ExportPlan plan = ExportPlan.make(rows, spec, Exports.TIME);
        try (var stream = ExportStream.open(rows, plan, Cursor.start(), List.of())) {
            byte[] all = Exports.rest(stream);
            TableSummary b = stream.takeFinished().get(2);
            byte[] bytes = Arrays.copyOfRange(all, (int) b.firstByte(), (int) (b.firstByte() + b.bytes()));
            assertThat(read(bytes, compression))
                    .isEqualTo(Exports.ofSnapshot(rows, ExportSpec.one(ExportFormat.NDJSON, "b")));
            assertThat((long) all.length).isLessThanOrEqualTo(plan.upperBoundBytes());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void nothingAtAllIsAValidFileC56(Compression compression) throws Exception {
        Path file = Databases.run(folder.resolve("empty.db"), "VACUUM");
        byte[] compressed = export(file, ExportFormat.NDJSON, compression);
        assertThat(compressed).isNotEmpty();
        assertThat(read(compressed, compression)).isEmpty();
    }

    /** One row is one block; what does not compress must fit too. */
    @ParameterizedTest
    @EnumSource(value = Compression.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aHugeRowIsSeveralPiecesOfTheSameStream(Compression compression) throws Exception {
        Path file = Databases.run(
                folder.resolve("huge.db"),
                "CREATE TABLE t(x); INSERT INTO t VALUES(CAST(randomblob(9000000) AS TEXT))");
        ExportSpec spec = ExportSpec.all(ExportFormat.SQL);
        ExportPlan plan = ExportPlan.make(file, spec.compressed(compression), Exports.TIME);
        byte[] compressed = export(file, ExportFormat.SQL, compression);
        assertThat(Arrays.mismatch(read(compressed, compression), Exports.ofSnapshot(file, spec)))
                .isEqualTo(-1);
        assertThat((long) compressed.length).isLessThanOrEqualTo(plan.upperBoundBytes());
    }

    private static byte[] export(Path file, ExportFormat format, Compression compression) {
        return Exports.ofSnapshot(file, ExportSpec.all(format).compressed(compression));
    }

    private static byte[] read(byte[] compressed, Compression compression) throws IOException {
        var bytes = new ByteArrayInputStream(compressed);
        try (InputStream stream =
                compression == Compression.GZIP ? new GZIPInputStream(bytes) : new ZstdInputStream(bytes)) {
            return stream.readAllBytes();
        }
    }

    private static String ending(Compression compression) {
        return compression == Compression.GZIP ? ".gz" : ".zst";
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
