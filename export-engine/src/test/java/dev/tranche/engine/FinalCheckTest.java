package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.TableSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The snapshot is looked at once more before a job is called complete (C43). */
class FinalCheckTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(value = ExportFormat.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void whatWasWrittenOfRandomDatabasesIsWhatTheyHold_C43(ExportFormat format) throws Exception {
        long seed = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            Path file = folder.resolve(i + ".db");
            List<String> made = new RandomDatabase(seed + i).create(file, 5, 60);
            ExportPlan plan = ExportPlan.make(file, ExportSpec.all(format), Exports.TIME);

            assertThat(FinalCheck.run(file, plan, written(file, plan), () -> false))
                    .as("seed %d, made by %s", seed + i, made)
                    .contains(Checked.NOTHING_TO_ADD);
        }
    }

    @Test
    void aRowLessThanTheSnapshotHasIsNamed_C43() throws Exception {
        Path file = Databases.run(
                folder.resolve("a.db"), "CREATE TABLE a(x); CREATE TABLE b(x); INSERT INTO b VALUES(1), (2), (3)");
        ExportPlan plan = ExportPlan.make(file, ExportSpec.all(ExportFormat.JSON), Exports.TIME);
        List<TableSummary> written = written(file, plan);
        Databases.run(file, "INSERT INTO b VALUES(4)");

        assertThatThrownBy(() -> FinalCheck.run(file, plan, written, () -> false))
                .isInstanceOfSatisfying(EngineException.class, e -> {
                    assertThat(e.retryable()).isFalse();
                    assertThat(e.findTable()).contains("b");
                })
                .hasMessage("Table 'b' has 4 rows in the snapshot, but 3 were written");
    }

    @Test
    void aTableThatWasNotWrittenAtAllIsNamed_C43() throws Exception {
        Path file = Databases.run(folder.resolve("a.db"), "CREATE TABLE a(x); INSERT INTO a VALUES(1)");
        ExportPlan plan = ExportPlan.make(file, ExportSpec.all(ExportFormat.SQL), Exports.TIME);

        assertThatThrownBy(() -> FinalCheck.run(file, plan, List.of(), () -> false))
                .hasMessage("Table 'a' has 1 rows in the snapshot, but 0 were written");
    }

    @Test
    void countingALongTableShowsProgressAndCanBeStopped_P12() throws Exception {
        Path file = Databases.run(folder.resolve("a.db"), """
                CREATE TABLE a(x);
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) INSERT INTO a SELECT i FROM n;
                """);
        ExportPlan plan = ExportPlan.make(file, ExportSpec.all(ExportFormat.SQL), Exports.TIME);
        var asked = new AtomicInteger();

        assertThat(FinalCheck.run(file, plan, written(file, plan), () -> asked.incrementAndGet() > 10))
                .isEmpty();
        assertThat(asked).hasValue(11);
    }

    @Test
    void aSqliteFileHasItsRowsCountedAndNoBytesOfAnyTable_C43() throws Exception {
        Path file = Databases.run(folder.resolve("a.db"), """
                CREATE TABLE a(x); INSERT INTO a VALUES(1), (2);
                CREATE TABLE vacant(x);
                CREATE VIRTUAL TABLE search USING fts5(body);
                CREATE TABLE b(x PRIMARY KEY) WITHOUT ROWID; INSERT INTO b VALUES(1);
                """);
        ExportPlan plan = ExportPlan.make(file, ExportSpec.all(ExportFormat.SQLITE), Exports.TIME);

        List<TableSummary> counted =
                FinalCheck.run(file, plan, List.of(), () -> false).orElseThrow().tables();

        assertThat(counted).hasSize(plan.totalTables()).allMatch(table -> table.bytes() == 0);
        assertThat(counted.stream().filter(table -> !table.table().startsWith("search")))
                .extracting(TableSummary::table, TableSummary::rows)
                .containsExactly(tuple("a", 2L), tuple("vacant", 0L), tuple("b", 1L));
    }

    @Test
    void checkingALongSqliteFileShowsProgressAndCanBeStopped_P12() throws Exception {
        Path file = Databases.run(folder.resolve("a.db"), """
                PRAGMA page_size = 512;
                CREATE TABLE a(x);
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
                INSERT INTO a SELECT zeroblob(400) FROM n;
                """);
        ExportPlan plan = ExportPlan.make(file, ExportSpec.all(ExportFormat.SQLITE), Exports.TIME);
        var asked = new AtomicInteger();

        assertThat(FinalCheck.run(file, plan, List.of(), () -> asked.incrementAndGet() > 10))
                .isEmpty();
        assertThat(asked).hasValue(11);
    }

    /** An FTS4 index that is read while the check is stopped calls itself malformed. */
    @Test
    void aCheckThatIsStoppedAnywhereFindsNoDamage_P14() throws Exception {
        Path file = Databases.run(folder.resolve("a.db"), """
                CREATE VIRTUAL TABLE search USING fts4(body);
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
                INSERT INTO search SELECT 'word' || i || ' other' || i % 7 FROM n;
                """);
        ExportPlan plan = ExportPlan.make(file, ExportSpec.all(ExportFormat.SQLITE), Exports.TIME);
        var looks = new AtomicInteger();
        FinalCheck.run(file, plan, List.of(), () -> looks.incrementAndGet() < 0);

        assertThat(looks).hasValueGreaterThan(50);
        for (int i = 1; i <= looks.get(); i++) {
            int last = i;
            var asked = new AtomicInteger();
            assertThat(FinalCheck.run(file, plan, List.of(), () -> asked.incrementAndGet() >= last))
                    .as("stopped at look %d of %s", last, looks)
                    .isEmpty();
        }
    }

    /** Its schema takes longer to read than there is between two looks. */
    @ParameterizedTest
    @ValueSource(strings = {"NOCASE", "LOCALIZED"})
    void aCheckThatIsStoppedWhileItReadsTheSchemaIsStopped_P14(String collation) throws Exception {
        String tables = IntStream.range(0, 400)
                .mapToObj("CREATE TABLE t%d(x);"::formatted)
                .collect(Collectors.joining());
        Path file = Databases.run(folder.resolve("a.db"), tables + """
                CREATE INDEX by_x ON t0(x COLLATE NOCASE);
                PRAGMA writable_schema = ON;
                UPDATE sqlite_schema SET sql = replace(sql, 'NOCASE', '%s');
                """.formatted(collation));
        ExportPlan plan = ExportPlan.make(file, ExportSpec.all(ExportFormat.SQLITE), Exports.TIME);
        var looks = new AtomicInteger();
        FinalCheck.run(file, plan, List.of(), () -> looks.incrementAndGet() < 0);

        int looksBeforeTablesAreCounted = looks.get() - plan.totalTables();
        assertThat(looksBeforeTablesAreCounted).isGreaterThan(2);
        for (int i = 1; i <= looksBeforeTablesAreCounted; i++) {
            int last = i;
            var asked = new AtomicInteger();
            assertThat(FinalCheck.run(file, plan, List.of(), () -> asked.incrementAndGet() >= last))
                    .as("stopped at look %d of %s", last, looks)
                    .isEmpty();
        }
    }

    private static List<TableSummary> written(Path file, ExportPlan plan) {
        var written = new ArrayList<TableSummary>();
        try (var stream = ExportStream.open(file, plan, Cursor.start(), List.of())) {
            byte[] buffer = new byte[8192];
            for (int count = 0; count >= 0; count = stream.read(buffer, 0, buffer.length)) {
                written.addAll(stream.takeFinished());
            }
        }
        return written;
    }
}
