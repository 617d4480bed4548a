package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tranche.engine.EngineException.Reason;
import dev.tranche.model.job.Compression;
import dev.tranche.model.job.Damage;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.TableSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With {@code onDamage} skip, what can be read is exported and what cannot is listed (C24), the same every time (I1). */
class DamageSkippedTest {
    /** More than a leaf of the table has. */
    private static final int LEAF_ROWS = 100;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void create() throws Exception {
        file = DamagedDatabase.create(folder.resolve("a.db"));
    }

    @Test
    void onlyTheRowsOfDamagedLeavesAreMissingAndListed() throws Exception {
        List<Integer> leaves = DamagedDatabase.pages(file, "t", "leaf");
        for (int leaf : List.of(0, 10, 12, 13, leaves.size() - 1)) {
            DamagedDatabase.overwrite(file, leaves.get(leaf));
        }

        SkippedExport result = SkippedExport.of(file, ExportFormat.NDJSON);

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

        SkippedExport result = SkippedExport.of(file, ExportFormat.NDJSON);

        assertThat(result.table("t").damage()).hasSize(1);
        assertThat(result.ids()).isEqualTo(idsBut(result.table("t").damage())).hasSizeGreaterThan(1000);
    }

    @Test
    void ofDamagedContentTheOneRowIsMissing() throws Exception {
        DamagedDatabase.overwrite(
                file, DamagedDatabase.pages(file, "t", "overflow").get(1));

        SkippedExport result = SkippedExport.of(file, ExportFormat.NDJSON);

        long row = DamagedDatabase.ROWS / 2;
        assertThat(result.table("t").damage())
                .containsExactly(new Damage("rowid " + (row - 1), "rowid " + row, "database disk image is malformed"));
        assertThat(result.ids()).hasSize(DamagedDatabase.ROWS - 1).doesNotContain(row);
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
            ExportSpec spec = ExportSpec.all(format)
                    .with(format == ExportFormat.JSON ? SkippedExport.SKIP.with(Compression.GZIP) : SkippedExport.SKIP);
            ExportPlan plan = ExportPlan.make(file, spec, Exports.TIME);
            ExportPlan small = SkippedExport.small(plan);

            SkippedExport pieces = SkippedExport.inPieces(file, small, random);

            SkippedExport whole = SkippedExport.whole(file, small);
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

        String script = SkippedExport.of(file, ExportFormat.SQL).document();

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
        SkippedExport result = SkippedExport.of(file, format);

        assertThat(result.document())
                .isEqualTo(new String(Exports.ofSnapshot(file, ExportSpec.all(format)), ISO_8859_1));
        assertThat(result.tables()).allMatch(table -> table.damage().isEmpty());
    }

    @Test
    void wholeTablesAreStillCountedAndDamagedOnesAreNot_C43() throws Exception {
        DamagedDatabase.overwrite(file, DamagedDatabase.pages(file, "t", "leaf").get(5));
        ExportPlan plan =
                ExportPlan.make(file, ExportSpec.all(ExportFormat.JSON).with(SkippedExport.SKIP), Exports.TIME);
        List<TableSummary> written = SkippedExport.of(file, ExportFormat.JSON).tables();

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
                        file, ExportSpec.all(ExportFormat.SQL).with(SkippedExport.SKIP), Deadline.none()));
    }

    @Test
    void aDamagedSchemaCannotBeSkipped() throws Exception {
        DamagedDatabase.overwrite(file, 1);
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> SkippedExport.of(file, ExportFormat.SQL))
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
                SkippedExport once = SkippedExport.of(file, ExportFormat.NDJSON);
                SkippedExport again = SkippedExport.of(file, ExportFormat.NDJSON);
                assertThat(again.equals(once)).as("seed %d", seed).isTrue();
                List<String> rows = once.lines("k");
                assertThat(rows).as("seed %d", seed).hasSize(Set.copyOf(rows).size());
            } catch (EngineException e) {
                assertThat(e.reason()).as("seed %d: %s", seed, e.getMessage()).isEqualTo(Reason.DAMAGED);
            }
        }
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
