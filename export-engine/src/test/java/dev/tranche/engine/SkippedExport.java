package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.OnDamage;
import dev.tranche.model.job.TableSummary;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a whole export with {@code onDamage} skip gave.
 *
 * @param document a character a byte
 */
record SkippedExport(String document, List<TableSummary> tables) {
    static final ExportOptions SKIP = ExportOptions.DEFAULT.with(OnDamage.SKIP);

    static SkippedExport of(Path file, ExportFormat format) {
        return whole(file, ExportPlan.make(file, ExportSpec.all(format).with(SKIP), Exports.TIME));
    }

    /** The plan with blocks of a few rows. */
    static ExportPlan small(ExportPlan plan) {
        var settings = new ExportPlan.Settings(plan.settings().reader(), 2_000, Exports.TIME);
        return new ExportPlan(plan.spec(), plan.tables(), settings, plan.upperBoundBytes(), plan.warnings());
    }

    /** By one stream. */
    static SkippedExport whole(Path file, ExportPlan plan) {
        return inPieces(file, plan, 1 << 16, new Random() {
            @Override
            public int nextInt(int bound) {
                return bound - 1;
            }
        });
    }

    /** By a new stream now and then. */
    static SkippedExport inPieces(Path file, ExportPlan plan, Random random) {
        return inPieces(file, plan, 6, random);
    }

    private static SkippedExport inPieces(Path file, ExportPlan plan, int mostReads, Random random) {
        var document = new ByteArrayOutputStream();
        var finished = new ArrayList<TableSummary>();
        String cursor = Cursor.start().toJson();
        boolean more = true;
        while (more) {
            try (var stream = ExportStream.open(file, plan, Cursor.fromJson(cursor), List.copyOf(finished))) {
                byte[] buffer = new byte[1 + random.nextInt(20_000)];
                for (int reads = random.nextInt(mostReads); more && reads >= 0; reads--) {
                    int count = stream.read(buffer, 0, buffer.length);
                    more = count >= 0;
                    document.write(buffer, 0, Math.max(count, 0));
                }
                cursor = stream.cursor().toJson();
                finished.addAll(stream.takeFinished());
            }
        }
        return new SkippedExport(document.toString(ISO_8859_1), finished);
    }

    TableSummary table(String name) {
        return tables.stream().filter(t -> t.table().equals(name)).findFirst().orElseThrow();
    }

    /** The lines of a table in NDJSON. */
    List<String> lines(String table) {
        return document.lines()
                .filter(line -> line.startsWith("{\"table\":\"" + table + "\""))
                .toList();
    }

    /** The keys of {@link DamagedDatabase}'s {@code t}. */
    List<Long> ids() {
        return lines("t").stream()
                .map(line -> Long.valueOf(line.replaceFirst(".*\"id\":(\\d+),.*", "$1")))
                .toList();
    }
}
