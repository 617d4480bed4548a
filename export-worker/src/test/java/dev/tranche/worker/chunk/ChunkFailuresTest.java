package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.Via;
import dev.tranche.model.object.FaultyObjectStore;
import dev.tranche.model.object.ObjectStoreException.Reason;
import dev.tranche.model.store.Ending;
import dev.tranche.worker.SourceDatabase;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What becomes of an attempt that fails (P10, C55). */
class ChunkFailuresTest {
    @TempDir
    Path home;

    private Simulation simulation;
    private JobId id;

    @BeforeEach
    void aJob() throws Exception {
        var database = SourceDatabase.withRows(home.resolve("main.db"), 40);
        simulation = new Simulation(Files.createDirectory(home.resolve("spool")), database, 1);
        id = simulation.accept(ExportFormat.SQL);
    }

    @Test
    void c55AStepThatKeepsFailingIsTriedEightTimesAfterOneTenAndSixtySeconds() {
        simulation.objects.fail(FaultPlan.on("uploadPart").fromCall(1));
        simulation.run(id);

        var retries = simulation.queue.published().stream()
                .filter(m -> m.via() == Via.FAILED)
                .toList();
        assertThat(retries).hasSize(7).allMatch(m -> m.step() == 1);
        assertThat(gaps(retries)).containsExactly(10L, 60L, 60L, 60L, 60L, 60L);
        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.FAILED);
        assertThat(errorMessage()).contains("uploadPart", "InternalError");
        simulation.assertNothingLeft(id);
    }

    /** Between the times at which the messages were queued. */
    private static List<Long> gaps(List<ChunkMessage> messages) {
        return IntStream.range(1, messages.size())
                .mapToObj(i -> Duration.between(
                                messages.get(i - 1).queuedAt(), messages.get(i).queuedAt())
                        .toSeconds())
                .toList();
    }

    @Test
    void p10AFirstFailureWaitsASecond() {
        simulation.objects.fail(FaultPlan.on("uploadPart"));
        simulation.deliver();
        var turn = simulation.row(id).turn();
        assertThat(turn.attempts().nextAttemptAt())
                .isEqualTo(simulation.time.instant().plusSeconds(1));
        assertThat(turn.queueing().queuedAt())
                .isEqualTo(simulation.time.instant().plusSeconds(1));
        assertThat(turn.attempts().lastError()).contains("uploadPart");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void anAttemptThatFailedIsInTheLogWithItsCause(CapturedOutput log) {
        simulation.objects.fail(FaultPlan.on("uploadPart"));
        simulation.deliver();
        assertThat(log).contains("job " + id + " is tried again in PT1S after attempt 1: uploadPart");
    }

    @ParameterizedTest
    @EnumSource(value = ExportFormat.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void c55ADamagedDatabaseFailsWithSqlitesOwnWordsAndTheTableRatherThanGivingAShorterFile(ExportFormat format)
            throws IOException {
        Path database = SourceDatabase.of(
                home.resolve("main.db"), "INSERT INTO t SELECT id + 40, name, value, zeroblob(400) FROM t");
        try (var bytes = new RandomAccessFile(database.toFile(), "rw")) {
            bytes.seek(bytes.length() / 2 & -4096);
            bytes.write(new byte[4096]);
        }
        var damaged = simulation.accept(format);
        simulation.run(damaged);
        assertThat(simulation.row(damaged).status()).isEqualTo(JobStatus.FAILED);
        assertThat(simulation.row(damaged).findEnding().flatMap(Ending::findErrorMessage))
                .contains("database disk image is malformed (table 't')");
        assertThat(simulation.memory.contentOf(
                        simulation.row(damaged).admission().objectKey()))
                .isEmpty();
    }

    @Test
    void c55ADatabaseThatDoesNotPassSqlitesCheckIsNoSqliteFile() throws Exception {
        SourceDatabase.of(
                home.resolve("main.db"),
                "CREATE INDEX by_name ON t(name)",
                "PRAGMA writable_schema = ON",
                "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 't')"
                        + " WHERE name = 'by_name'");
        var damaged = simulation.accept(ExportFormat.SQLITE);
        simulation.run(damaged);
        assertThat(simulation.row(damaged).findEnding().flatMap(Ending::findErrorMessage))
                .hasValueSatisfying(message ->
                        assertThat(message).startsWith("the database did not pass SQLite's integrity_check: "));
        simulation.assertNothingLeft(damaged);
    }

    @Test
    void c55WhatCannotGetBetterFailsAtOnce() {
        simulation.objects.fail(FaultPlan.on("createUpload")
                .failWith(() -> FaultyObjectStore.failure("createUpload", Reason.REJECTED, "NoSuchBucket")));
        simulation.run(id);
        assertThat(simulation.queue.published()).isEmpty();
        assertThat(errorMessage()).contains("NoSuchBucket");
        simulation.assertNothingLeft(id);
    }

    @Test
    void aDatabaseThatIsNotSQLiteFailsAtOnceInSQLitesWords() throws Exception {
        Files.writeString(
                home.resolve("main.db"), "this is no database, though it is long enough for a header. ".repeat(99));
        simulation.run(id);
        assertThat(errorMessage()).contains("not a database");
        simulation.assertNothingLeft(id);
    }

    @Test
    void aDatabaseThatIsGoneFailsAtOnce() throws Exception {
        Files.delete(home.resolve("main.db"));
        simulation.run(id);
        assertThat(simulation.queue.published()).isEmpty();
        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.FAILED);
    }

    /** The spool folder is a share, which may be away for a moment (P22). */
    @Test
    void p10ASnapshotThatIsNotThereIsLookedForAgain() throws Exception {
        simulation.deliver();
        var folder = simulation.spool.path();
        var away = folder.resolveSibling("away");
        Files.move(folder, away);
        Files.createDirectory(folder);
        simulation.deliver();
        assertThat(simulation.row(id).turn().attempts().lastError()).contains("the snapshot is not there");
        Files.delete(folder);
        Files.move(away, folder);

        simulation.run(id);

        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
        simulation.assertNothingLeft(id);
    }

    @Test
    void aDatabaseThatIsConfiguredNoMoreFailsAtOnceByName() {
        var other = simulation.accept(new ExportRequest("other", ExportFormat.SQL, List.of(), null));
        simulation.run(other);
        assertThat(simulation.row(other).findEnding().flatMap(Ending::findErrorMessage))
                .contains("Database 'other' does not exist.");
    }

    @Test
    void p10AttemptsCountFromTheLastNewPart() {
        simulation.withSlices(Duration.ofMinutes(1));
        // Each delivery stores one part more than the one before and then fails, which is progress.
        for (int i = 2; i <= 10; i += 2) {
            simulation.objects.fail(FaultPlan.on("uploadPart").call(i));
        }
        simulation.run(id);
        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void p10AJobThatKillsItsWorkersFailsAtTheFifthDeath() {
        simulation.objects.fail(FaultPlan.on("uploadPart").fromCall(1).crash());
        simulation.run(id);
        assertThat(simulation.crashes()).isEqualTo(5);
        assertThat(errorMessage()).startsWith("Export workers died 5 times at the same step");
        simulation.assertNothingLeft(id);
    }

    @Test
    void anUnforeseenFailureIsTriedAgain() {
        simulation.objects.fail(FaultPlan.on("uploadPart").failWith(() -> new IllegalStateException("a bug")));
        simulation.run(id);
        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void aRowThatDoesNotFitIntoMemoryIsAFailureOfItsJobOnly() {
        simulation.objects.fail(FaultPlan.on("uploadPart").fromCall(1).meanwhile(() -> {
            throw new OutOfMemoryError("a test's");
        }));
        simulation.run(id);
        assertThat(errorMessage()).startsWith("The worker ran out of memory");
    }

    private String errorMessage() {
        return simulation.row(id).findEnding().flatMap(Ending::findErrorMessage).orElse("");
    }
}
