package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tranche.model.job.ExportFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export reads its source and nothing else, also where nothing else is allowed (C2, C6). */
class SourceUntouchedTest {
    @TempDir
    Path folder;

    private Path home;
    private Path source;

    @BeforeEach
    void name() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        source = home.resolve("source.db");
    }

    @AfterEach
    void allowDeletion() throws IOException {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void theFileAndItsWriteAheadLogStayAsTheyAre_C6() throws Exception {
        leaveWithLog();
        byte[] file = Files.readAllBytes(source);
        byte[] log = Files.readAllBytes(Path.of(source + "-wal"));
        assertThat(log).isNotEmpty();

        export();

        assertThat(source).hasBinaryContent(file);
        assertThat(Path.of(source + "-wal")).hasBinaryContent(log);
    }

    @Test
    void aFileWithRollbackJournalStaysAsItIsAndAlone_C6() throws Exception {
        Databases.run(source, "CREATE TABLE t(x); INSERT INTO t VALUES(1)");
        byte[] file = Files.readAllBytes(source);

        export();

        assertThat(source).hasBinaryContent(file);
        assertThat(home).isDirectoryNotContaining(other -> !other.equals(source));
    }

    @Test
    void aReadOnlyFileInAReadOnlyFolderIsExported_C6() throws Exception {
        Databases.run(source, "CREATE TABLE t(x); INSERT INTO t VALUES(1)");
        forbidWriting();

        export();
    }

    /** SQLite itself cannot read it: the index of the log would have to be made. */
    @Test
    void aWriteAheadLogInAReadOnlyFolderGivesSqlitesOwnWords_C6() throws Exception {
        leaveWithLog();
        forbidWriting();

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(this::export)
                .withMessage("unable to open database file");
    }

    /** As a program leaves it that was killed. */
    private void leaveWithLog() throws Exception {
        Path working = folder.resolve("working.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + working);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("CREATE TABLE t(x)");
            statement.execute("INSERT INTO t VALUES(1)");
            Files.copy(working, source, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(Path.of(working + "-wal"), Path.of(source + "-wal"));
        }
    }

    private void forbidWriting() throws IOException {
        Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("r--------"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-x------"));
        assumeFalse(Files.isWritable(home), "this user may write where nobody may, as root does");
    }

    private void export() throws IOException {
        Path target = folder.resolve("snapshot.db");
        Files.deleteIfExists(target);
        new Snapshots(InstantSource.system()).take(source, target);
        assertThat(new String(Exports.ofSnapshot(target, ExportSpec.all(ExportFormat.NDJSON)), StandardCharsets.UTF_8))
                .contains("{\"table\":\"t\",\"row\":{\"x\":1}}");
        try (var stream = ExportStream.openLive(source, ExportSpec.all(ExportFormat.SQL), Deadline.none())) {
            assertThat(Exports.rest(stream)).isNotEmpty();
        }
    }
}
