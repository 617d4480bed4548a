package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tranche.engine.EngineException.Reason;
import dev.tranche.model.job.ExportFormat;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams end where they must: at the end, at a deadline, at damage, at bytes that come out otherwise. */
class ExportStreamTest {
    private static final String NUMBERS = """
            CREATE TABLE numbers(n INTEGER PRIMARY KEY, text);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
            INSERT INTO numbers SELECT i, 'number ' || i FROM n;
            """;

    @TempDir
    Path folder;

    @Test
    void aLiveExportIsOfOneInstantHoweverLongItTakes() throws SQLException {
        Path file = Databases.run(folder.resolve("live.db"), "PRAGMA journal_mode = WAL;" + NUMBERS);
        byte[] before = Exports.ofSnapshot(file, ExportSpec.one(ExportFormat.CSV, "numbers"));
        try (var stream = ExportStream.openLive(file, ExportSpec.one(ExportFormat.CSV, "numbers"), Deadline.none())) {
            byte[] first = new byte[100];
            int count = stream.read(first, 0, first.length);
            Databases.run(
                    file, "UPDATE numbers SET text = 'changed'; DELETE FROM numbers WHERE n % 2; CREATE TABLE x(y)");
            String whole = new String(first, 0, count, UTF_8) + new String(Exports.rest(stream), UTF_8);
            assertThat(whole).isEqualTo(new String(before, UTF_8));
        }
    }

    @Test
    void aWriterWaitsForNoLiveExportInWriteAheadMode() throws SQLException {
        Path file = Databases.run(folder.resolve("live.db"), "PRAGMA journal_mode = WAL;" + NUMBERS);
        try (var stream = ExportStream.openLive(file, ExportSpec.all(ExportFormat.SQL), Deadline.none());
                var writer = DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=0");
                var statement = writer.createStatement()) {
            assertThat(stream.read(new byte[10], 0, 10)).isEqualTo(10);
            assertThat(statement.executeUpdate("DELETE FROM numbers WHERE n = 1"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aLiveExportEndsAtItsDeadline() throws SQLException {
        Path file = Databases.run(folder.resolve("live.db"), NUMBERS);
        var clock = new AtomicLong();
        var deadline = Deadline.after(Duration.ofSeconds(30), clock::get);
        try (var stream = ExportStream.openLive(file, ExportSpec.all(ExportFormat.SQL), deadline)) {
            assertThat(stream.read(new byte[10], 0, 10)).isEqualTo(10);
            clock.set(Duration.ofSeconds(30).toNanos());
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> Exports.rest(stream))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INTERRUPTED));
        }
    }

    @Test
    void aStatementThatRunsLongIsInterrupted() throws SQLException {
        Path file = Databases.run(folder.resolve("slow.db"), NUMBERS);
        var looks = new AtomicLong();
        Deadline afterSomeLooks = () -> looks.incrementAndGet() > 3;
        try (var stream = ExportStream.openLive(file, ExportSpec.one(ExportFormat.JSON, "numbers"), afterSomeLooks)) {
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> Exports.rest(stream))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INTERRUPTED));
        }
    }

    @Test
    void anInterruptEndsTheNextRead() throws SQLException {
        Path file = Databases.run(folder.resolve("live.db"), NUMBERS);
        ExportPlan plan = ExportPlan.make(file, ExportSpec.all(ExportFormat.JSON), Exports.TIME);
        try (var stream = ExportStream.open(file, plan, Cursor.start(), List.of())) {
            stream.interrupt();
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> stream.read(new byte[10], 0, 10))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INTERRUPTED))
                    .satisfies(e -> assertThat(e.retryable()).isFalse());
        }
    }

    @Test
    void damageHalfWayGivesSqlitesOwnWordsAndTheTable() throws SQLException, IOException {
        Path file = Databases.run(folder.resolve("damaged.db"), NUMBERS + "CREATE TABLE after(x)");
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() / 2 & -4096);
            bytes.write(new byte[4096]);
        }
        ExportPlan plan = ExportPlan.make(file, ExportSpec.all(ExportFormat.SQL), Exports.TIME);
        try (var stream = ExportStream.open(file, plan, Cursor.start(), List.of())) {
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> Exports.rest(stream))
                    .withMessage("database disk image is malformed (table 'numbers')")
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED))
                    .satisfies(e -> assertThat(e.retryable()).isFalse())
                    .satisfies(e -> assertThat(e.findTable()).contains("numbers"));
        }
    }

    @Test
    void aTruncatedFileIsFoundAtOnce() throws SQLException, IOException {
        Path file = Databases.run(folder.resolve("short.db"), NUMBERS);
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(bytes.length() / 2);
        }
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> ExportPlan.make(file, ExportSpec.all(ExportFormat.SQL), Exports.TIME))
                .withMessage("database disk image is malformed")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
    }

    @Test
    void anotherSnapshotBehindACursorIsFoundOut() throws SQLException {
        Path file = Databases.run(folder.resolve("snapshot.db"), NUMBERS);
        ExportPlan plan = ExportPlan.make(file, ExportSpec.all(ExportFormat.JSON), Exports.TIME);
        Cursor cursor;
        try (var stream = ExportStream.open(file, plan, Cursor.start(), List.of())) {
            for (int read = 0; read < 5000; ) {
                read += stream.read(new byte[100], 0, 100);
            }
            cursor = stream.cursor();
        }
        Databases.run(file, "UPDATE numbers SET text = 'other' WHERE n = 3");
        try (var stream = ExportStream.open(file, plan, Cursor.fromJson(cursor.toJson()), List.of())) {
            assertThatExceptionOfType(CursorMismatch.class)
                    .isThrownBy(() -> stream.read(new byte[10], 0, 10))
                    .withMessageContaining("before offset " + cursor.offset())
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CURSOR_MISMATCH));
        }
        Databases.run(file, "DELETE FROM numbers WHERE n > 3");
        try (var stream = ExportStream.open(file, plan, cursor, List.of())) {
            assertThatExceptionOfType(CursorMismatch.class).isThrownBy(() -> stream.read(new byte[10], 0, 10));
        }
    }

    @Test
    void aTableThatIsGoneFromBehindAPlanIsAFailure() throws SQLException {
        Path file = Databases.run(folder.resolve("snapshot.db"), NUMBERS);
        ExportPlan plan = ExportPlan.make(file, ExportSpec.all(ExportFormat.JSON), Exports.TIME);
        Databases.run(file, "DROP TABLE numbers");
        try (var stream = ExportStream.open(file, plan, Cursor.start(), List.of())) {
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> Exports.rest(stream))
                    .withMessage("no such table: numbers (table 'numbers')")
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
        }
    }

    @Test
    void aTableThatIsNotThereIsUnknown() throws SQLException {
        Path file = Databases.run(folder.resolve("live.db"), NUMBERS);
        ExportSpec spec = ExportSpec.one(ExportFormat.JSON, "N'ope");
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> ExportStream.openLive(file, spec, Deadline.none()))
                .withMessage("Table 'N'ope' does not exist.")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_TABLE));
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> ExportPlan.make(file, spec, Exports.TIME))
                .satisfies(e -> assertThat(e.findTable()).contains("N'ope"));
    }

    @Test
    void aMissingFileIsSaidToBeMissing() throws SQLException {
        Path file = Databases.run(folder.resolve("there.db"), NUMBERS);
        ExportPlan plan = ExportPlan.make(file, ExportSpec.all(ExportFormat.JSON), Exports.TIME);
        Path nowhere = folder.resolve("nowhere.db");
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> ExportStream.open(nowhere, plan, Cursor.start(), List.of()))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MISSING));
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> ExportStream.openLive(nowhere, plan.spec(), Deadline.none()))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MISSING));
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> ExportPlan.make(nowhere, plan.spec(), Exports.TIME))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MISSING));
    }

    @Test
    void aStreamSaysWhatItWrites() throws SQLException {
        Path file = Databases.run(folder.resolve("live.db"), NUMBERS);
        try (var stream = ExportStream.openLive(file, ExportSpec.all(ExportFormat.NDJSON), Deadline.none())) {
            assertThat(stream.plan().totalTables()).isEqualTo(1);
            assertThat(stream.totals()).isEqualTo(Totals.NOTHING);
            Exports.rest(stream);
            assertThat(stream.totals()).isEqualTo(new Totals(40_000, 1, 0, 0));
            assertThat(stream.takeFinished())
                    .hasSize(1)
                    .allSatisfy(t -> assertThat(t.rows()).isEqualTo(40_000));
            assertThat(stream.takeFinished()).isEmpty();
            assertThat(stream.read(new byte[10], 0, 10)).isEqualTo(-1);
        }
    }
}
