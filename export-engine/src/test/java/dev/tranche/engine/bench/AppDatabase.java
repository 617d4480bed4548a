package dev.tranche.engine.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Writes a database like that of an application: customers, orders, a log of events with JSON, a few attachments, a table
 * with a text key and one without rowid. The same seed and size give the same rows.
 */
public final class AppDatabase {
    private static final long SEED = 20240101;
    private static final int ROUNDS_PER_MB = 37;
    private static final String[] WORDS = {
        "account",
        "billing",
        "café",
        "delivery",
        "email",
        "frozen",
        "grün",
        "hotel",
        "invoice",
        "it's",
        "kitchen",
        "日本",
        "letter",
        "mobile",
        "network",
        "order",
        "paper",
        "quality",
        "return",
        "shipping",
        "ticket",
        "urgent",
        "voucher"
    };

    private final SplittableRandom random = new SplittableRandom(SEED);

    private AppDatabase() {}

    /** {@code AppDatabase FILE MEGABYTES}. */
    public static void main(String[] args) throws SQLException {
        write(Path.of(args[0]), Integer.parseInt(args[1]));
    }

    /** Writes the database into a new file. */
    public static void write(Path file, int megabytes) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous=OFF");
            statement.execute("PRAGMA journal_mode=OFF");
            connection.setAutoCommit(false);
            schema(statement);
            new AppDatabase().rows(connection, (long) megabytes * ROUNDS_PER_MB);
            statement.execute("CREATE INDEX orders_by_customer ON orders(customer_id)");
            connection.commit();
        }
    }

    private static void schema(Statement statement) throws SQLException {
        statement.execute("CREATE TABLE customers(id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT,"
                + " created_at TEXT, balance REAL, flags INTEGER)");
        statement.execute("CREATE TABLE orders(id INTEGER PRIMARY KEY, customer_id INTEGER, status TEXT, total REAL,"
                + " tax REAL, placed_at TEXT, note TEXT, items INTEGER)");
        statement.execute("CREATE TABLE events(at INTEGER, kind TEXT, payload TEXT)");
        statement.execute("CREATE TABLE attachments(id INTEGER PRIMARY KEY, name TEXT, body BLOB)");
        statement.execute("CREATE TABLE sessions(token TEXT PRIMARY KEY, customer_id INTEGER, seen INTEGER)");
        statement.execute("CREATE TABLE tags(tag TEXT, order_id INTEGER, PRIMARY KEY(tag, order_id)) WITHOUT ROWID");
    }

    private void rows(Connection connection, long rounds) throws SQLException {
        try (var customers = connection.prepareStatement("INSERT INTO customers VALUES(?,?,?,?,?,?)");
                var orders = connection.prepareStatement("INSERT INTO orders VALUES(?,?,?,?,?,?,?,?)");
                var events = connection.prepareStatement("INSERT INTO events VALUES(?,?,?)");
                var attachments = connection.prepareStatement("INSERT INTO attachments VALUES(?,?,?)");
                var sessions = connection.prepareStatement("INSERT INTO sessions VALUES(?,?,?)");
                var tags = connection.prepareStatement("INSERT INTO tags VALUES(?,?)")) {
            for (long round = 0; round < rounds; round++) {
                for (int i = 0; i < 10; i++) {
                    insert(
                            customers,
                            null,
                            words(1) + round + "." + i + "@example.org",
                            words(2),
                            time(),
                            random.nextInt(1_000_000) / 100.0,
                            random.nextInt(16));
                }
                for (int i = 0; i < 80; i++) {
                    insert(
                            orders,
                            null,
                            random.nextLong(1 + round * 10),
                            words(1),
                            random.nextInt(10_000_000) / 100.0,
                            random.nextDouble() * 100,
                            time(),
                            random.nextInt(3) == 0 ? words(8) : null,
                            random.nextInt(20));
                }
                for (int i = 0; i < 80; i++) {
                    insert(
                            events,
                            time().hashCode() & 0xffffffffL,
                            words(1),
                            "{\"id\":" + random.nextInt() + ",\"text\":\"" + words(14) + "\",\"ok\":"
                                    + random.nextBoolean() + "}");
                }
                byte[] body = new byte[2048 + random.nextInt(4096)];
                random.nextBytes(body);
                insert(attachments, null, words(2) + ".bin", body);
                for (int i = 0; i < 10; i++) {
                    insert(
                            sessions,
                            Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()),
                            random.nextInt(1_000_000),
                            random.nextInt());
                }
                for (int i = 0; i < 10; i++) {
                    insert(tags, WORDS[i], round * 80 + i);
                }
            }
        }
    }

    private static void insert(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
    }

    private String words(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }

    private String time() {
        return Instant.ofEpochSecond(1_600_000_000 + random.nextInt(100_000_000))
                .toString();
    }
}
