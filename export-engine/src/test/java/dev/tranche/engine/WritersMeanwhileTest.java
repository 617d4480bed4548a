package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.ExportFormat;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While a writer moves money between two tables at full speed, every export has all of it (C6), and the writer goes on (C2). */
class WritersMeanwhileTest {
    private static final int ACCOUNTS = 20_000;
    private static final int EACH = 100;
    private static final int EXPORTS = 5;

    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final CountDownLatch writing = new CountDownLatch(20);

    @TempDir
    Path folder;

    @AfterEach
    void stop() throws InterruptedException {
        stop.set(true);
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WAL", "DELETE"})
    void aSnapshotHasOneInstantOfAllTables(String journal) throws Exception {
        Path source = bank(journal);
        Future<Duration> writer = startWriter(source);
        for (int i = 0; i < EXPORTS; i++) {
            Path target = folder.resolve("snapshot" + i + ".db");
            new Snapshots(InstantSource.system()).take(source, target);
            assertThat(sum(Exports.ofSnapshot(target, ExportSpec.all(ExportFormat.NDJSON))))
                    .isEqualTo(2L * ACCOUNTS * EACH);
        }
        assertThat(longestWait(writer)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WAL", "DELETE"})
    void aLiveExportHasOneInstantOfAllTables(String journal) throws Exception {
        Path source = bank(journal);
        Future<Duration> writer = startWriter(source);
        for (int i = 0; i < EXPORTS; i++) {
            try (var stream = ExportStream.openLive(source, ExportSpec.all(ExportFormat.NDJSON), Deadline.none())) {
                assertThat(sum(Exports.rest(stream))).isEqualTo(2L * ACCOUNTS * EACH);
            }
        }
        assertThat(longestWait(writer)).isPositive();
    }

    @Test
    void aWriterInWriteAheadModeWaitsLessThanASecond() throws Exception {
        Path source = bank("WAL");
        Future<Duration> writer = startWriter(source);
        for (int i = 0; i < EXPORTS; i++) {
            new Snapshots(InstantSource.system()).take(source, folder.resolve("snapshot" + i + ".db"));
        }
        assertThat(longestWait(writer)).isLessThan(Duration.ofSeconds(1));
    }

    private Path bank(String journal) throws SQLException {
        return Databases.run(folder.resolve("bank.db"), """
                PRAGMA journal_mode = %s;
                CREATE TABLE a(id INTEGER PRIMARY KEY, money INTEGER, note);
                CREATE TABLE b(id INTEGER PRIMARY KEY, money INTEGER, note);
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                INSERT INTO a SELECT i, %d, hex(randomblob(50)) FROM n;
                INSERT INTO b SELECT * FROM a;
                """.formatted(journal, ACCOUNTS, EACH));
    }

    /** Gives the longest time that a transfer took, once it is stopped; the exports begin when it is under way. */
    private Future<Duration> startWriter(Path source) throws InterruptedException {
        Future<Duration> longest = threads.submit(() -> write(source));
        assertThat(writing.await(30, TimeUnit.SECONDS)).isTrue();
        return longest;
    }

    private Duration longestWait(Future<Duration> writer) throws Exception {
        stop.set(true);
        return writer.get(30, TimeUnit.SECONDS);
    }

    private Duration write(Path source) throws SQLException {
        long longest = 0;
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + source + "?busy_timeout=20000");
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            for (int i = 0; !stop.get(); i++) {
                int account = 1 + Math.floorMod(i * 7919, ACCOUNTS);
                long start = System.nanoTime();
                statement.execute("BEGIN IMMEDIATE");
                statement.execute("UPDATE a SET money = money - 1 WHERE id = " + account);
                statement.execute("UPDATE b SET money = money + 1 WHERE id = " + (ACCOUNTS + 1 - account));
                statement.execute("COMMIT");
                longest = Math.max(longest, System.nanoTime() - start);
                writing.countDown();
            }
        }
        return Duration.ofNanos(longest);
    }

    private static long sum(byte[] ndjson) {
        return new String(ndjson, UTF_8)
                .lines()
                .mapToLong(line -> Long.parseLong(line.replaceFirst(".*\"money\":(-?\\d+),.*", "$1")))
                .sum();
    }
}
