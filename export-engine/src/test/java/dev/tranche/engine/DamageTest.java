package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tranche.engine.EngineException.Reason;
import dev.tranche.model.job.ExportFormat;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be read fails in SQLite's own words and with the table it happened in, never by a shorter file (C14, C55). */
class DamageTest {
    private static final String MALFORMED = "database disk image is malformed";

    /** Places in the file's header. Source: sqlite.org/fileformat2.html#the_database_header */
    private static final int PAGES_AT = 28;

    private static final int FIRST_FREE_PAGE_AT = 32;
    private static final int FREE_PAGES_AT = 36;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void create() throws Exception {
        file = DamagedDatabase.create(folder.resolve("a.db"));
    }

    @ParameterizedTest
    @CsvSource({"t, leaf", "t, internal", "t, overflow", "k, leaf", "k, internal"})
    void aDamagedPageOfATableFailsEveryTextInSqlitesWords(String table, String type) throws Exception {
        List<Integer> pages = DamagedDatabase.pages(file, table, type);
        DamagedDatabase.overwrite(file, pages.get(pages.size() / 2));

        for (ExportFormat format :
                List.of(ExportFormat.SQL, ExportFormat.JSON, ExportFormat.NDJSON, ExportFormat.CSV)) {
            assertDamaged(table, () -> Exports.ofSnapshot(file, ExportSpec.all(format)));
            assertDamaged(table, () -> live(ExportSpec.all(format)));
        }
        assertDamaged(table, () -> Exports.ofSnapshot(file, ExportSpec.one(ExportFormat.JSON, table)));
    }

    @ParameterizedTest
    @CsvSource({"t, leaf", "t, internal", "k, leaf"})
    void countingTheRowsAgainNamesTheTableToo_C43(String table, String type) throws Exception {
        ExportPlan plan = ExportPlan.make(file, ExportSpec.all(ExportFormat.JSON), Exports.TIME);
        List<Integer> pages = DamagedDatabase.pages(file, table, type);
        DamagedDatabase.overwrite(file, pages.get(pages.size() / 2));

        assertDamaged(table, () -> FinalCheck.run(file, plan, List.of(), () -> false));
    }

    @ParameterizedTest
    @EnumSource(value = ExportFormat.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void aFileThatWasCutShortFails(ExportFormat format) throws Exception {
        DamagedDatabase.truncate(file, Files.size(file) / 2 / DamagedDatabase.PAGE * DamagedDatabase.PAGE);

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> Exports.ofSnapshot(file, ExportSpec.all(format)))
                .withMessageStartingWith(MALFORMED)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
    }

    @Test
    void aDamagedSchemaFailsBeforeAnythingIsWritten() throws Exception {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(100);
            bytes.write(new byte[DamagedDatabase.PAGE - 100]);
        }

        for (ExportFormat format : ExportFormat.values()) {
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> ExportPlan.make(file, ExportSpec.all(format), Exports.TIME))
                    .withMessageContaining("malformed")
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
        }
    }

    /** Nothing of a table is in them. */
    @Test
    void damagedIndexesAndFreePagesKeepNoRowFromATextAndFailTheSqliteFile() throws Exception {
        byte[] sound = Exports.ofSnapshot(file, ExportSpec.all(ExportFormat.SQL));
        DamagedDatabase.overwrite(
                file, DamagedDatabase.pages(file, "by_x", "leaf").get(7));

        assertThat(Exports.ofSnapshot(file, ExportSpec.all(ExportFormat.SQL))).isEqualTo(sound);
        assertNotIntact();
    }

    /** What is wrong with the list of free pages concerns nobody who reads tables, and everybody who writes to the file. */
    @ParameterizedTest
    @ValueSource(strings = {"first page", "place of the first page", "number of pages", "entry"})
    void aDamagedFreelistKeepsNoRowFromATextAndFailsTheSqliteFile(String what) throws Exception {
        freePages();
        byte[] sound = Exports.ofSnapshot(file, ExportSpec.all(ExportFormat.SQL));
        int trunk = DamagedDatabase.number(file, FIRST_FREE_PAGE_AT);
        switch (what) {
            case "first page" -> DamagedDatabase.overwrite(file, trunk);
            case "place of the first page" -> DamagedDatabase.overwrite(file, FIRST_FREE_PAGE_AT, 2);
            case "number of pages" -> DamagedDatabase.overwrite(file, FREE_PAGES_AT, 7);
            default -> DamagedDatabase.overwrite(file, (trunk - 1L) * DamagedDatabase.PAGE + 8, 3);
        }

        assertThat(Exports.ofSnapshot(file, ExportSpec.all(ExportFormat.SQL))).isEqualTo(sound);
        assertNotIntact();
    }

    private void freePages() throws Exception {
        Databases.run(file, "CREATE TABLE gone(x); INSERT INTO gone VALUES(zeroblob(50000)); DROP TABLE gone");
    }

    @Test
    void whatIsInAFreePageIsNoDamage() throws Exception {
        freePages();
        int trunk = DamagedDatabase.number(file, FIRST_FREE_PAGE_AT);
        int leaf = DamagedDatabase.number(file, (trunk - 1L) * DamagedDatabase.PAGE + 8);
        DamagedDatabase.overwrite(file, leaf);

        ExportPlan plan = ExportPlan.make(file, ExportSpec.all(ExportFormat.SQLITE), Exports.TIME);
        assertThat(FinalCheck.run(file, plan, List.of(), () -> false)
                        .orElseThrow()
                        .warnings())
                .isEmpty();
    }

    @Test
    void aHeaderThatCountsMorePagesThanThereAreFailsBeforeAnythingIsWritten() throws Exception {
        DamagedDatabase.overwrite(file, PAGES_AT, DamagedDatabase.number(file, PAGES_AT) + 100);

        for (ExportFormat format : ExportFormat.values()) {
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> ExportPlan.make(file, ExportSpec.all(format), Exports.TIME))
                    .withMessage(MALFORMED)
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
        }
    }

    /** The pages that it leaves out are those of the tables that came last. */
    @Test
    void aHeaderThatCountsFewerPagesThanThereAreFailsEveryFormat() throws Exception {
        DamagedDatabase.overwrite(file, PAGES_AT, DamagedDatabase.number(file, PAGES_AT) - 5);

        for (ExportFormat format :
                List.of(ExportFormat.SQL, ExportFormat.JSON, ExportFormat.NDJSON, ExportFormat.CSV)) {
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> Exports.ofSnapshot(file, ExportSpec.all(format)))
                    .withMessageStartingWith(MALFORMED + " (table '")
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
        }
        assertNotIntact();
    }

    @Test
    void aDamagedSearchFailsAndIsNotLeftOut() throws Exception {
        Databases.run(file, """
                CREATE VIRTUAL TABLE search USING fts5(body); INSERT INTO search VALUES('text');
                PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'search_data';
                """);

        for (ExportFormat format : List.of(ExportFormat.JSON, ExportFormat.NDJSON, ExportFormat.CSV)) {
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> Exports.ofSnapshot(file, ExportSpec.all(format)))
                    .withMessageMatching("fts5: corruption .* \\(table 'search'\\)")
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
        }
        assertThat(Exports.ofSnapshot(file, ExportSpec.all(ExportFormat.SQL))).isNotEmpty();
        assertThat(SkippedExport.of(file, ExportFormat.NDJSON).table("search").damage())
                .hasSize(1);
    }

    /** Its first row takes longer than there is time. */
    @Test
    void aSearchThatIsStoppedIsNotLeftOut() throws Exception {
        Databases.run(file, """
                CREATE VIEW slow AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000000)
                    SELECT max(i) AS rowid, 'text' AS body FROM n;
                CREATE VIRTUAL TABLE search USING fts5(body, content=slow);
                """);

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> ExportStream.openLive(file, ExportSpec.all(ExportFormat.JSON), () -> true))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INTERRUPTED));
    }

    @Test
    void everyPageTypeFailsTheSqliteFile() throws Exception {
        byte[] sound = Files.readAllBytes(file);
        for (String type : List.of("leaf", "internal", "overflow")) {
            Files.write(file, sound);
            DamagedDatabase.overwrite(
                    file, DamagedDatabase.pages(file, "t", type).get(0));
            assertNotIntact();
        }
        Files.write(file, sound);
        DamagedDatabase.truncate(file, sound.length - DamagedDatabase.PAGE);
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> FinalCheck.run(
                        file,
                        ExportPlan.make(file, ExportSpec.all(ExportFormat.SQLITE), Exports.TIME),
                        List.of(),
                        () -> false))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
    }

    private void assertNotIntact() {
        ExportPlan plan = ExportPlan.make(file, ExportSpec.all(ExportFormat.SQLITE), Exports.TIME);
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> FinalCheck.run(file, plan, List.of(), () -> false))
                .withMessageStartingWith("the database did not pass SQLite's integrity_check: ")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
    }

    private void live(ExportSpec spec) {
        try (var stream = ExportStream.openLive(file, spec, Deadline.none())) {
            Exports.rest(stream);
        }
    }

    private static void assertDamaged(String table, ThrowingCallable export) {
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(export)
                .withMessage(MALFORMED + " (table '" + table + "')")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED))
                .satisfies(e -> assertThat(e.retryable()).isFalse());
    }
}
