package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.Compression;
import dev.tranche.model.job.CsvDialect;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.FileType;
import dev.tranche.model.job.SqlContent;
import dev.tranche.model.job.TableSummary;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However often an export is cut, at any byte, a fresh stream goes on with the same bytes (I1, P16, P17). */
class CutAndResumeTest {
    private static final Instant TIME = Instant.parse("2026-11-22T10:20:30Z");
    private static final int DATABASES = 12;

    /** What is no text has {@link SqliteFileTest}. */
    private static final Set<ExportFormat> TEXTS = EnumSet.complementOf(EnumSet.of(ExportFormat.SQLITE));

    @TempDir
    Path folder;

    @Test
    void anExportCutAnywhereIsTheSameAsOneReadAtOnce() throws Exception {
        long seed = System.nanoTime();
        for (int i = 0; i < DATABASES; i++) {
            var random = new Random(seed + i);
            Path file = folder.resolve(i + ".db");
            List<String> made = new RandomDatabase(seed + i).create(file, random.nextInt(5), 40);
            for (ExportSpec plain : specs(file)) {
                List<ExportSpec> compressions = compressions(plain);
                ExportSpec spec = compressions.get(random.nextInt(compressions.size()));
                ExportPlan plan = plan(file, spec, 1 + random.nextInt(400));
                assertThat(readInPieces(file, plan, random, 700))
                        .as("seed %d, %s of %s", seed + i, spec, made)
                        .isEqualTo(readAtOnce(file, plan));
            }
        }
    }

    /** Their rows are longer than a block, so that each of them begins one. */
    @Test
    void anExportOfTheWidestTablesCutAnywhereIsTheSameAsOneReadAtOnce() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Path file = NamedDatabase.of("two thousand columns").create(folder);
        for (ExportFormat format : TEXTS) {
            ExportPlan plan = plan(file, ExportSpec.all(format), 1 + random.nextInt(400));
            assertThat(readInPieces(file, plan, random, 100_000))
                    .as("seed %d, %s", seed, format)
                    .isEqualTo(readAtOnce(file, plan));
        }
    }

    /** One worker for every byte: the cursor goes through each place of the document. */
    @Test
    void anExportCutAtEveryByteIsTheSameAsOneReadAtOnce() throws Exception {
        long seed = System.nanoTime();
        Path file = folder.resolve("small.db");
        List<String> made = new RandomDatabase(seed).create(file, 2, 3);
        for (ExportSpec plain : specs(file)) {
            for (ExportSpec spec : compressions(plain)) {
                ExportPlan plan = plan(file, spec, 60);
                assertThat(readByteByByte(file, plan))
                        .as("seed %d, %s of %s", seed, spec, made)
                        .isEqualTo(readAtOnce(file, plan));
            }
        }
    }

    private static List<ExportSpec> specs(Path file) {
        var specs = new ArrayList<ExportSpec>();
        for (ExportFormat format : TEXTS) {
            specs.add(ExportSpec.all(format));
            List<String> names = Catalogue.read(file).tables(format);
            if (!names.isEmpty()) {
                specs.add(ExportSpec.one(format, names.get(0)));
            }
        }
        for (ExportSpec spec : List.copyOf(specs)) {
            options(spec.format()).forEach(options -> specs.add(spec.with(options)));
        }
        return specs;
    }

    /** Options that change the bytes of this format (P15). */
    private static List<ExportOptions> options(ExportFormat format) {
        return switch (format) {
            case SQL ->
                List.of(ExportOptions.DEFAULT.with(SqlContent.SCHEMA), ExportOptions.DEFAULT.with(SqlContent.DATA));
            case CSV ->
                List.of(
                        ExportOptions.DEFAULT.with(CsvDialect.RFC_4180
                                .withDelimiter('\t')
                                .withNullText("12")
                                .withBom()
                                .withFormulaGuard()),
                        ExportOptions.DEFAULT.with(CsvDialect.RFC_4180.withBom()));
            case JSON, NDJSON, SQLITE -> List.of();
        };
    }

    /** The export in every compression that it may have (C24). */
    private static List<ExportSpec> compressions(ExportSpec spec) {
        return spec.fileType() == FileType.CSV_ZIP
                ? List.of(spec)
                : Stream.of(Compression.values()).map(spec::compressed).toList();
    }

    private static ExportPlan plan(Path file, ExportSpec spec, int blockBytes) {
        ExportPlan plan = ExportPlan.make(file, spec, TIME);
        var settings = new ExportPlan.Settings(plan.settings().reader(), blockBytes, TIME);
        return ExportPlan.fromJson(
                new ExportPlan(spec, plan.tables(), settings, plan.upperBoundBytes(), plan.warnings()).toJson());
    }

    private static byte[] readAtOnce(Path file, ExportPlan plan) {
        var content = new ByteArrayOutputStream();
        try (var stream = ExportStream.open(file, plan, Cursor.start(), List.of())) {
            byte[] buffer = new byte[1 << 16];
            for (int count = stream.read(buffer, 0, buffer.length); count >= 0; ) {
                content.write(buffer, 0, count);
                count = stream.read(buffer, 0, buffer.length);
            }
            assertThat(stream.takeFinished()).hasSize(plan.totalTables());
            assertThat(stream.totals().completedTables()).isEqualTo(plan.totalTables());
            assertThat(stream.cursor().offset()).isEqualTo(content.size());
            assertThat((long) content.size()).isLessThanOrEqualTo(plan.upperBoundBytes());
        }
        return content.toByteArray();
    }

    private static byte[] readInPieces(Path file, ExportPlan plan, Random random, int largestPiece) {
        var content = new ByteArrayOutputStream();
        var finished = new ArrayList<TableSummary>();
        String cursor = Cursor.start().toJson();
        boolean more = true;
        while (more) {
            try (var stream = ExportStream.open(file, plan, Cursor.fromJson(cursor), List.copyOf(finished))) {
                byte[] buffer = new byte[1 + random.nextInt(largestPiece)];
                for (int reads = random.nextInt(6); more && reads >= 0; reads--) {
                    more = append(stream, buffer, content);
                }
                assertThat(stream.cursor().offset()).isEqualTo(content.size());
                cursor = stream.cursor().toJson();
                finished.addAll(stream.takeFinished());
            }
        }
        assertThat(finished).hasSize(plan.totalTables());
        return content.toByteArray();
    }

    private static byte[] readByteByByte(Path file, ExportPlan plan) {
        var content = new ByteArrayOutputStream();
        var finished = new ArrayList<TableSummary>();
        String cursor = Cursor.start().toJson();
        boolean more = true;
        while (more) {
            try (var stream = ExportStream.open(file, plan, Cursor.fromJson(cursor), List.copyOf(finished))) {
                more = append(stream, new byte[1], content);
                cursor = stream.cursor().toJson();
                finished.addAll(stream.takeFinished());
            }
        }
        return content.toByteArray();
    }

    private static boolean append(ExportStream stream, byte[] buffer, ByteArrayOutputStream content) {
        int count = stream.read(buffer, 0, buffer.length);
        if (count > 0) {
            content.write(buffer, 0, count);
        }
        return count >= 0;
    }
}
