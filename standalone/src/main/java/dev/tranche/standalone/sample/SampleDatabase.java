package dev.tranche.standalone.sample;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Random;

/**
 * A small shop as a SQLite file: some 390,000 rows with blobs, unicode, a key of two columns, indexes, a trigger and a view, so
 * that a first export meets what real ones meet. The same bytes of content every time. Called by the quickstart.
 */
public final class SampleDatabase {
    private static final long SEED = 20_240_101;

    private static final String SCHEMA = """
            CREATE TABLE customers(
              id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT UNIQUE, city TEXT, joined TEXT, credit REAL);
            CREATE TABLE products(sku TEXT PRIMARY KEY, title TEXT NOT NULL, price REAL, stock INTEGER) WITHOUT ROWID;
            CREATE TABLE photos(id INTEGER PRIMARY KEY, sku TEXT REFERENCES products(sku), jpeg BLOB);
            CREATE TABLE orders(
              id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customers(id),
              placed_at TEXT NOT NULL, note TEXT);
            CREATE TABLE order_lines(
              order_id INTEGER NOT NULL REFERENCES orders(id), line INTEGER NOT NULL, sku TEXT NOT NULL REFERENCES products(sku),
              quantity INTEGER NOT NULL, price REAL NOT NULL, PRIMARY KEY(order_id, line)) WITHOUT ROWID;
            CREATE TABLE audit_log(at TEXT, what TEXT);
            CREATE INDEX orders_by_customer ON orders(customer_id, placed_at);
            CREATE INDEX cheap_products ON products(price) WHERE price < 10;
            CREATE TRIGGER log_orders AFTER INSERT ON orders WHEN new.id % 10 = 0
              BEGIN INSERT INTO audit_log VALUES (new.placed_at, 'order ' || new.id); END;
            CREATE VIEW turnover AS
              SELECT c.id, c.name, sum(l.quantity * l.price) AS total
              FROM customers c JOIN orders o ON o.customer_id = c.id JOIN order_lines l ON l.order_id = o.id GROUP BY c.id;
            """;

    private SampleDatabase() {}

    /**
     * Makes the sample at this path unless a file is there already. A run that dies leaves no file that looks whole.
     *
     * @throws IOException if the file cannot be written
     */
    public static void createIfMissing(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.createDirectories(draft.toAbsolutePath().resolve("..").normalize());
        Files.deleteIfExists(draft);
        try {
            write(draft);
        } catch (SQLException e) {
            throw new IOException("the sample database could not be written to " + draft + ": " + e.getMessage(), e);
        }
        moveIntoPlace(draft, file);
    }

    private static void moveIntoPlace(Path draft, Path file) throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, file);
        }
    }

    private static void write(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            // A draft that a crash spoils is made anew, so it need not be safe while it grows.
            statement.execute("PRAGMA synchronous = OFF");
            // So that nobody who writes to it waits for an export (C2).
            statement.execute("PRAGMA journal_mode = WAL");
            connection.setAutoCommit(false);
            statement.executeUpdate(SCHEMA);
            var random = new Random(SEED);
            SampleRows.customers(connection, random);
            SampleRows.products(connection, random);
            SampleRows.orders(connection, random);
            connection.commit();
        }
    }
}
