package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.TableSummary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While a writer moves money between two tables at full speed, every export has all of it (C6), and the writer goes on (C2). */
class WritersMeanwhileTest {
    private static final int ACCOUNTS = 8_000;
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
    void aSnapshotHasOneInstantOfAllTablesInEveryFormat_C6(String journal) throws Exception {
        Path source = bank(journal);
        Future<Duration> writer = startWriter(source);
        for (ExportFormat format : ExportFormat.values()) {
            Path target = folder.resolve(format + ".db");
            new Snapshots(InstantSource.system()).take(source, target);
            assertThat(money(inChunks(target, format), format))
                    .as(format.name())
                    .isEqualTo(2L * ACCOUNTS * EACH);
        }
        System.out.printf("%s: a transfer took at most %s while snapshots were taken%n", journal, longestWait(writer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"WAL", "DELETE"})
    void aLiveExportHasOneInstantOfAllTablesInEveryFormat_C6(String journal) throws Exception {
        Path source = bank(journal);
        Future<Duration> writer = startWriter(source);
        for (ExportFormat format : EnumSet.complementOf(EnumSet.of(ExportFormat.SQLITE))) {
            try (var stream = ExportStream.openLive(source, ExportSpec.all(format), Deadline.none())) {
                assertThat(money(Exports.rest(stream), format))
                        .as(format.name())
                        .isEqualTo(2L * ACCOUNTS * EACH);
            }
        }
        System.out.printf("%s: a transfer took at most %s while exports ran%n", journal, longestWait(writer));
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

    /** Hundreds of them, each by a stream of its own, as workers do. */
    private static byte[] inChunks(Path snapshot, ExportFormat format) throws IOException {
        ExportPlan plan = ExportPlan.make(snapshot, ExportSpec.all(format), Exports.TIME);
        var content = new ByteArrayOutputStream();
        var finished = new ArrayList<TableSummary>();
        String cursor = Cursor.start().toJson();
        byte[] chunk = new byte[8 << 10];
        for (int count = 0; count >= 0; ) {
            try (var stream = ExportStream.open(snapshot, plan, Cursor.fromJson(cursor), List.copyOf(finished))) {
                count = stream.read(chunk, 0, chunk.length);
                content.write(chunk, 0, Math.max(count, 0));
                cursor = stream.cursor().toJson();
                finished.addAll(stream.takeFinished());
            }
        }
        return content.toByteArray();
    }

    private long money(byte[] export, ExportFormat format) throws IOException, SQLException {
        if (format == ExportFormat.SQLITE) {
            return moneyOf(Files.write(folder.resolve("export.sqlite"), export));
        }
        String pattern = switch (format) {
            case SQL -> "(?m)^INSERT INTO \"[ab]\" VALUES\\(\\d+,(-?\\d+),";
            case JSON, NDJSON -> "\"money\":(-?\\d+)";
            case SQLITE -> throw new IllegalArgumentException("a file is asked by a query");
            case CSV -> "(?m)^\\d+,(-?\\d+),";
        };
        Matcher amounts = Pattern.compile(pattern)
                .matcher(format == ExportFormat.CSV ? unzipped(export) : new String(export, UTF_8));
        return amounts.results()
                .mapToLong(amount -> Long.parseLong(amount.group(1)))
                .sum();
    }

    private static long moneyOf(Path file) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var sum = statement.executeQuery("SELECT (SELECT sum(money) FROM a) + (SELECT sum(money) FROM b)")) {
            return sum.getLong(1);
        }
    }

    private static String unzipped(byte[] export) throws IOException {
        var text = new StringBuilder();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(export))) {
            while (zip.getNextEntry() != null) {
                text.append(new String(zip.readAllBytes(), UTF_8));
            }
        }
        return text.toString();
    }
}
