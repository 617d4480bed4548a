package dev.tranche.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A database in which several connections move money between the tables {@code a} and {@code b}, and inside of {@code c}, as
 * fast as they can: at every commit the accounts of both, and those of {@code c}, hold the same. Another process than the service that
 * exports it. The connections take turns, as SQLite lets one of them wait for seconds while another comes back at once, and what
 * a transfer waits for is to be the export.
 */
final class Bank implements AutoCloseable {
    static final int ACCOUNTS = 20_000;
    static final int TABLES = 3;
    static final long MONEY_OF_A_TABLE = 100L * ACCOUNTS;
    private static final int WRITERS = 2;

    private final Path file;
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    private final Lock turn = new ReentrantLock(true);
    private final List<Future<Longest>> writers = new ArrayList<>();
    private final CountDownLatch underWay = new CountDownLatch(20 * WRITERS);
    private volatile boolean stop;

    private Bank(Path file) {
        this.file = file;
    }

    /** The longest time that a transfer took, and how many there were. */
    record Longest(Duration time, long transfers) {}

    static Bank open(Path file, String journal) throws SQLException, InterruptedException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (String sql : List.of(
                    "PRAGMA journal_mode = " + journal,
                    "CREATE TABLE a(id INTEGER PRIMARY KEY, money INTEGER, note)",
                    "CREATE TABLE b(id INTEGER PRIMARY KEY, money INTEGER, note)",
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ACCOUNTS
                            + ") INSERT INTO a SELECT i, 100, hex(randomblob(100)) FROM n",
                    "INSERT INTO b SELECT * FROM a",
                    "CREATE TABLE c AS SELECT * FROM a")) {
                statement.execute(sql);
            }
        }
        var bank = new Bank(file);
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            bank.writers.add(bank.threads.submit(() -> bank.write(writer)));
        }
        assertThat(bank.underWay.await(1, TimeUnit.MINUTES)).isTrue();
        return bank;
    }

    private Longest write(int writer) throws SQLException {
        long longest = 0;
        long transfers = 0;
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=60000")) {
            for (; !stop; transfers++) {
                int account = 1 + (int) ((transfers * 7919 + writer * 31L) % ACCOUNTS);
                longest = Math.max(longest, nanosOf(connection, account));
                underWay.countDown();
            }
        }
        return new Longest(Duration.ofNanos(longest), transfers);
    }

    /** How long a transfer took, from when it was its turn. */
    private long nanosOf(Connection connection, int account) throws SQLException {
        turn.lock();
        try {
            long start = System.nanoTime();
            transfer(connection, account, ACCOUNTS + 1 - account);
            return System.nanoTime() - start;
        } finally {
            turn.unlock();
        }
    }

    private static void transfer(Connection connection, int one, int other) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("UPDATE a SET money = money - 1 WHERE id = " + one);
            statement.execute("UPDATE b SET money = money + 1 WHERE id = " + other);
            statement.execute("UPDATE c SET money = money - 1 WHERE rowid = " + one);
            statement.execute("UPDATE c SET money = money + 1 WHERE rowid = " + other);
            statement.execute("COMMIT");
        }
    }

    /** Stops the writers; none of them failed. */
    Longest stop() throws Exception {
        stop = true;
        Duration longest = Duration.ZERO;
        long transfers = 0;
        for (Future<Longest> writer : writers) {
            Longest its = writer.get(2, TimeUnit.MINUTES);
            longest = its.time.compareTo(longest) > 0 ? its.time : longest;
            transfers += its.transfers;
        }
        return new Longest(longest, transfers);
    }

    @Override
    public void close() {
        stop = true;
        threads.shutdown();
    }
}
