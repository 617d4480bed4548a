package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tranche.engine.EngineException.Reason;
import dev.tranche.model.job.Compression;
import dev.tranche.model.job.Damage;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.OnDamage;
import dev.tranche.model.job.TableSummary;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With {@code onDamage} skip, what can be read is exported and what cannot is listed (C24), the same every time (I1). */
class DamageSkippedTest {
    private static final ExportOptions SKIP = ExportOptions.DEFAULT.with(OnDamage.SKIP);

    /** More than a leaf of the table has. */
    private static final int LEAF_ROWS = 100;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void create() throws Exception {
        file = DamagedDatabase.create(folder.resolve("a.db"));
    }

    /** What a whole export gave, a character a byte. */
    private record Result(String document, List<TableSummary> tables) {
        TableSummary table(String name) {
            return tables.stream()
                    .filter(t -> t.table().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        List<Long> ids() {
            return document.lines()
                    .filter(line -> line.startsWith("{\"table\":\"t\""))
                    .map(line -> Long.valueOf(line.replaceFirst(".*\"id\":(\\d+),.*", "$1")))
                    .toList();
        }
    }

    @Test
    void onlyTheRowsOfDamagedLeavesAreMissingAndListed() throws Exception {
        List<Integer> leaves = DamagedDatabase.pages(file, "t", "leaf");
        for (int leaf : List.of(0, 10, 12, 13, leaves.size() - 1)) {
            DamagedDatabase.overwrite(file, leaves.get(leaf));
        }

        Result result = export(ExportFormat.NDJSON);

        List<Damage> damage = result.table("t").damage();
        assertThat(damage).hasSize(4).allMatch(d -> d.words().equals("database disk image is malformed"));
        assertThat(damage.get(0).after()).isEmpty();
        assertThat(damage.get(3).upTo()).isEmpty();
        assertThat(result.ids()).isEqualTo(idsBut(damage));
        assertThat(result.table("t").rows())
                .isEqualTo(result.ids().size())
                .isBetween(DamagedDatabase.ROWS - 5L * LEAF_ROWS, DamagedDatabase.ROWS - 5L);
        assertThat(result.table("k").rows()).isEqualTo(DamagedDatabase.ROWS);
        assertThat(result.table("after").rows()).isEqualTo(1);
    }

    @Test
    void ofADamagedInteriorPageTheRowsBelowItAreMissing() throws Exception {
        List<Integer> interior = DamagedDatabase.pages(file, "t", "internal");
        DamagedDatabase.overwrite(file, interior.get(interior.size() / 2));

        Result result = export(ExportFormat.NDJSON);

        assertThat(result.table("t").damage()).hasSize(1);
        assertThat(result.ids()).isEqualTo(idsBut(result.table("t").damage())).hasSizeGreaterThan(1000);
    }

    @Test
    void ofDamagedContentTheOneRowIsMissing() throws Exception {
        DamagedDatabase.overwrite(
                file, DamagedDatabase.pages(file, "t", "overflow").get(1));

        Result result = export(ExportFormat.NDJSON);

        long row = DamagedDatabase.ROWS / 2;
        assertThat(result.table("t").damage())
                .containsExactly(new Damage("rowid " + (row - 1), "rowid " + row, "database disk image is malformed"));
        assertThat(result.ids()).hasSize(DamagedDatabase.ROWS - 1).doesNotContain(row);
    }

    @Test
    void ofATableWithoutRowidsTheRestIsMissing() throws Exception {
        List<Integer> leaves = DamagedDatabase.pages(file, "k", "leaf");
        DamagedDatabase.overwrite(file, leaves.get(leaves.size() / 2));

        Result result = export(ExportFormat.NDJSON);

        assertThat(result.table("k").damage())
                .singleElement()
                .satisfies(d -> assertThat(d.after()).startsWith("key "))
                .satisfies(d -> assertThat(d.upTo()).isEmpty());
        assertThat(result.table("k").rows()).isBetween(1000L, DamagedDatabase.ROWS - 1000L);
        assertThat(result.table("t").damage()).isEmpty();
        assertThat(result.table("after").rows()).isEqualTo(1);
    }

    @Test
    void aDamagedDatabaseCutAnywhereIsTheSameAsOneReadAtOnce_P16() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (String table : List.of("t", "k")) {
            List<Integer> leaves = DamagedDatabase.pages(file, table, "leaf");
            for (int i = 0; i < 8; i++) {
                DamagedDatabase.overwrite(file, leaves.get(random.nextInt(leaves.size())));
            }
        }
        for (ExportFormat format : List.of(ExportFormat.SQL, ExportFormat.JSON, ExportFormat.CSV)) {
            ExportSpec spec =
                    ExportSpec.all(format).with(format == ExportFormat.JSON ? SKIP.with(Compression.GZIP) : SKIP);
            ExportPlan plan = ExportPlan.make(file, spec, Exports.TIME);
            var settings = new ExportPlan.Settings(plan.settings().reader(), 2_000, Exports.TIME);
            var small = new ExportPlan(spec, plan.tables(), settings, plan.upperBoundBytes(), plan.warnings());

            Result pieces = inPieces(small, random);

            Result whole = inPieces(small, null);
            assertThat(pieces.document()).as("seed %d, %s", seed, format).isEqualTo(whole.document());
            assertThat(pieces.tables()).as("seed %d, %s", seed, format).isEqualTo(whole.tables());
        }
    }

    /** A row that follows a gap does not get its rowid by counting on. */
    @Test
    void aScriptOfADamagedTableKeepsHiddenRowids_C50() throws Exception {
        Path hidden = Databases.run(
                folder.resolve("hidden.db"),
                "PRAGMA page_size = " + DamagedDatabase.PAGE + "; CREATE TABLE h(x);"
                        + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
                        + "INSERT INTO h SELECT 'row ' || i FROM n;");
        DamagedDatabase.overwrite(
                hidden, DamagedDatabase.pages(hidden, "h", "leaf").get(3));
        file = hidden;

        String script = export(ExportFormat.SQL).document();

        Path restored = Databases.run(folder.resolve("restored.db"), script);
        List<String> rows = DatabaseFacts.of(restored).stream()
                .filter(f -> f.startsWith("row of h"))
                .toList();
        assertThat(rows)
                .hasSizeBetween(2800, 2990)
                .allSatisfy(row -> assertThat(row).matches("row of h \\| integer (\\d+) \\| text row \\1 .*"));
    }

    @ParameterizedTest
    @EnumSource(value = ExportFormat.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void aSoundDatabaseIsTheSameWithTheOption(ExportFormat format) throws Exception {
        Result result = export(format);

        assertThat(result.document())
                .isEqualTo(new String(Exports.ofSnapshot(file, ExportSpec.all(format)), ISO_8859_1));
        assertThat(result.tables()).allMatch(table -> table.damage().isEmpty());
    }

    @Test
    void wholeTablesAreStillCountedAndDamagedOnesAreNot_C43() throws Exception {
        DamagedDatabase.overwrite(file, DamagedDatabase.pages(file, "t", "leaf").get(5));
        ExportPlan plan =
                ExportPlan.make(file, ExportSpec.all(ExportFormat.JSON).with(SKIP), Exports.TIME);
        List<TableSummary> written = export(ExportFormat.JSON).tables();

        assertThat(FinalCheck.run(file, plan, written, () -> false)).contains(Checked.NOTHING_TO_ADD);
        Databases.run(file, "INSERT INTO after VALUES('one more')");
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> FinalCheck.run(file, plan, written, () -> false))
                .withMessage("Table 'after' has 2 rows in the snapshot, but 1 were written");
    }

    /** Its file must not be opened but by SQLite. */
    @Test
    void nothingIsSkippedOfALiveDatabase() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExportStream.openLive(
                        file, ExportSpec.all(ExportFormat.SQL).with(SKIP), Deadline.none()));
    }

    @Test
    void aDamagedSchemaCannotBeSkipped() throws Exception {
        DamagedDatabase.overwrite(file, 1);
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> export(ExportFormat.SQL))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_A_DATABASE));
    }

    /** Pages of noise instead of zeros, some of which look like pages: nothing but SQLite's words may come of it. */
    @Test
    void anyNoiseInAnyPageEndsInAnExportOrInSqlitesWords() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        byte[] sound = Files.readAllBytes(file);
        for (int i = 0; i < 40; i++) {
            byte[] noisy = sound.clone();
            for (int n = random.nextInt(200); n >= 0; n--) {
                noisy[DamagedDatabase.PAGE + random.nextInt(noisy.length - DamagedDatabase.PAGE)] =
                        (byte) random.nextInt();
            }
            Files.write(file, noisy);
            try {
                Result once = export(ExportFormat.NDJSON);
                Result again = export(ExportFormat.NDJSON);
                assertThat(again.equals(once)).as("seed %d", seed).isTrue();
            } catch (EngineException e) {
                assertThat(e.reason()).as("seed %d: %s", seed, e.getMessage()).isEqualTo(Reason.DAMAGED);
            }
        }
    }

    private Result export(ExportFormat format) {
        return inPieces(ExportPlan.make(file, ExportSpec.all(format).with(SKIP), Exports.TIME), null);
    }

    /** With {@code random} by a new stream now and then, else by one. */
    private Result inPieces(ExportPlan plan, Random random) {
        var document = new ByteArrayOutputStream();
        var finished = new ArrayList<TableSummary>();
        String cursor = Cursor.start().toJson();
        boolean more = true;
        while (more) {
            try (var stream = ExportStream.open(file, plan, Cursor.fromJson(cursor), List.copyOf(finished))) {
                byte[] buffer = new byte[random == null ? 1 << 16 : 1 + random.nextInt(20_000)];
                for (int reads = random == null ? Integer.MAX_VALUE : random.nextInt(6); more && reads >= 0; reads--) {
                    int count = stream.read(buffer, 0, buffer.length);
                    more = count >= 0;
                    document.write(buffer, 0, Math.max(count, 0));
                }
                cursor = stream.cursor().toJson();
                finished.addAll(stream.takeFinished());
            }
        }
        return new Result(document.toString(ISO_8859_1), finished);
    }

    /** All but those in the stretches. */
    private static List<Long> idsBut(List<Damage> damage) {
        var ids = new ArrayList<Long>();
        for (long id = 1; id <= DamagedDatabase.ROWS; id++) {
            long current = id;
            if (damage.stream()
                    .noneMatch(d -> current > number(d.after(), 0) && current <= number(d.upTo(), Long.MAX_VALUE))) {
                ids.add(id);
            }
        }
        return ids;
    }

    private static long number(String rowid, long otherwise) {
        return rowid.isEmpty() ? otherwise : Long.parseLong(rowid.replace("rowid ", ""));
    }
}
