package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tranche.engine.EngineException.Reason;
import dev.tranche.engine.SnapshotFacts.Journal;
import dev.tranche.model.job.ExportFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots are whole, from one instant, and leave the source alone (C2, C6, P3). */
class SnapshotsTest {
    private final Snapshots snapshots = new Snapshots(InstantSource.fixed(Exports.TIME));

    @TempDir
    Path folder;

    @Test
    void aSnapshotHasWhatWasCommittedAlsoIfItIsStillInTheWriteAheadLog() throws SQLException {
        Path source = folder.resolve("source.db");
        Path target = folder.resolve("target.db");
        try (var writer = DriverManager.getConnection("jdbc:sqlite:" + source);
                var statement = writer.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA wal_autocheckpoint = 0");
            statement.execute("CREATE TABLE t(x)");
            statement.execute("INSERT INTO t VALUES('in the log')");
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("INSERT INTO t VALUES('not committed')");
            SnapshotFacts facts = snapshots.take(source, target);
            assertThat(facts.journal()).isEqualTo(Journal.WAL);
            assertThat(facts.takenAt()).isEqualTo(Exports.TIME);
            assertThat(facts.bytes()).isEqualTo(target.toFile().length()).isEqualTo(8192);
            statement.execute("COMMIT");
        }
        assertThat(rowsOf(target)).isEqualTo("[{\"x\":\"in the log\"}]");
    }

    /** Without a busy timeout a writer that had to wait, however shortly, fails. */
    @Test
    void aWriterWaitsForNoSnapshotInWriteAheadModeC2() throws SQLException {
        Path source = Databases.run(folder.resolve("source.db"), "PRAGMA journal_mode = WAL; CREATE TABLE t(x)");
        try (var writer = DriverManager.getConnection("jdbc:sqlite:" + source + "?busy_timeout=0");
                var statement = writer.createStatement()) {
            statement.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 32)"
                    + " INSERT INTO t SELECT zeroblob(1000000) FROM n");
            var snapshot = CompletableFuture.supplyAsync(() -> snapshots.take(source, folder.resolve("target.db")));
            do {
                assertThat(statement.executeUpdate("INSERT INTO t VALUES(1)")).isEqualTo(1);
            } while (!snapshot.isDone());
            assertThat(snapshot.join().bytes()).isGreaterThan(32_000_000);
        }
    }

    @Test
    void aRollbackJournalIsToldSinceItsWritersWaited() throws SQLException {
        Path source = Databases.run(folder.resolve("source.db"), "CREATE TABLE t(x); INSERT INTO t VALUES(1)");
        assertThat(snapshots.take(source, folder.resolve("target.db")).journal())
                .isEqualTo(Journal.ROLLBACK);
        assertThat(snapshots.estimateBytes(source)).isEqualTo(8192);
    }

    @Test
    void aSnapshotOfAnEmptyFileIsAnEmptyDatabase() throws IOException {
        Path source = Files.createFile(folder.resolve("source.db"));
        Path target = folder.resolve("target.db");
        snapshots.take(source, target);
        assertThat(new String(Exports.ofSnapshot(target, ExportSpec.all(ExportFormat.JSON)), StandardCharsets.UTF_8))
                .isEqualTo("{}");
    }

    @Test
    void pathsWithCharactersThatAddressesUseAreFiles() throws Exception {
        Path odd = Files.createDirectory(folder.resolve("a b?c#d%41&é;'"));
        Path source = odd.resolve("source?x=1#.db");
        Path plain = Databases.run(folder.resolve("plain.db"), "CREATE TABLE t(x); INSERT INTO t VALUES(1)");
        Files.move(plain, source);
        Path target = odd.resolve("target?mode=memory.db");
        snapshots.take(source, target);
        assertThat(target).exists();
        assertThat(rowsOf(target)).isEqualTo("[{\"x\":1}]");
    }

    @Test
    void aLockThatStaysIsWorthARetry() throws SQLException {
        Path source = Databases.run(folder.resolve("source.db"), "CREATE TABLE t(x)");
        try (var writer = DriverManager.getConnection("jdbc:sqlite:" + source);
                var statement = writer.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("BEGIN EXCLUSIVE");
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> Catalogue.read(source))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.BUSY))
                    .satisfies(e -> assertThat(e.retryable()).isTrue());
        }
    }

    @Test
    void aSourceThatIsMissingOrNoDatabaseGivesNoSnapshot() throws IOException {
        Path target = folder.resolve("target.db");
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> snapshots.take(folder.resolve("nowhere.db"), target))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MISSING));
        Path text = Files.writeString(folder.resolve("text.db"), "x".repeat(5000));
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> snapshots.take(text, target))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_A_DATABASE));
        assertThatExceptionOfType(EngineException.class).isThrownBy(() -> snapshots.estimateBytes(text));
    }

    @Test
    void aTargetThatCannotBeWrittenIsSaidSo() throws SQLException {
        Path source = Databases.run(folder.resolve("source.db"), "CREATE TABLE t(x)");
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> snapshots.take(source, folder.resolve("no/such/folder/target.db")))
                .satisfies(e -> assertThat(e.retryable()).isTrue());
        assertThatIllegalArgumentException().isThrownBy(() -> snapshots.take(source, Path.of("/")));
    }

    private static String rowsOf(Path snapshot) {
        return new String(Exports.ofSnapshot(snapshot, ExportSpec.one(ExportFormat.JSON, "t")), StandardCharsets.UTF_8);
    }
}
