package dev.tranche.standalone.endtoend;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** SQLite files that tests make and compare. */
final class TestDatabase {
    /** SQLite's default. */
    private static final int PAGE_BYTES = 4096;

    private TestDatabase() {}

    /** Makes a file by these statements; separated by a semicolon at the end of a line. */
    static Path create(Path file, String sql) throws SQLException {
        try (Connection connection = open(file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
        return file;
    }

    /** A shop of this many orders, about 400 bytes of SQL each, with a blob in every tenth. */
    static Path shop(Path file, int orders) throws SQLException {
        return create(file, """
                CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT);
                CREATE TABLE orders(id INTEGER PRIMARY KEY AUTOINCREMENT, customer INTEGER, note TEXT, total REAL, scan BLOB);
                CREATE TABLE lines(order_id INTEGER, line INTEGER, sku TEXT, PRIMARY KEY(order_id, line DESC)) WITHOUT ROWID;
                CREATE INDEX orders_of_customer ON orders(customer);
                CREATE VIEW big_orders AS SELECT * FROM orders WHERE total > 100;
                CREATE TRIGGER no_name BEFORE INSERT ON customers WHEN new.name IS NULL BEGIN SELECT raise(ABORT, 'no name'); END;
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1$d / 10)
                  INSERT INTO customers SELECT i, 'Zoë O''Neill № ' || i FROM n;
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1$d)
                  INSERT INTO orders SELECT i, i %% 97, printf('%%0300d', i) || char(13), i / 7.0,
                    CASE i %% 10 WHEN 0 THEN randomblob(200) END FROM n;
                INSERT INTO lines SELECT id, 1, 'SKU-' || id FROM orders UNION ALL SELECT id, 2, 'B' FROM orders WHERE id %% 3 = 0;
                """.formatted(orders));
    }

    /** A table {@code numbers} of this many rows, with zeros where a page in its middle was. */
    static Path damaged(Path file, int rows) throws SQLException, IOException {
        create(file, """
                CREATE TABLE numbers(id INTEGER PRIMARY KEY, word TEXT);
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                  INSERT INTO numbers SELECT i, printf('%%050d', i) FROM n;
                """.formatted(rows));
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() / PAGE_BYTES / 2 * PAGE_BYTES);
            bytes.write(new byte[PAGE_BYTES]);
        }
        return file;
    }

    /** The number in a manifest's {@code rowid 41}. */
    static long rowid(String row) {
        return Long.parseLong(row.replace("rowid ", ""));
    }

    /** Restores a SQL dump into a new file. */
    static Path restore(Path dump, Path file) throws Exception {
        try (Connection connection = open(file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(java.nio.file.Files.readString(dump));
        }
        return file;
    }

    /** The whole content in a form that two databases can be compared by: schema, and each value with its type and bytes. */
    static List<String> content(Path file) throws SQLException {
        var lines = new ArrayList<String>();
        try (Connection connection = open(file)) {
            var tables = new ArrayList<String>();
            try (var rows = connection
                    .createStatement()
                    .executeQuery(
                            "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name")) {
                while (rows.next()) {
                    lines.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
                    if (rows.getString(1).equals("table")) {
                        tables.add(rows.getString(2));
                    }
                }
            }
            for (String table : tables) {
                addRows(connection, table, lines);
            }
        }
        return lines;
    }

    private static void addRows(Connection connection, String table, List<String> lines) throws SQLException {
        var columns = new ArrayList<String>();
        try (var info = connection
                .createStatement()
                .executeQuery("SELECT name FROM pragma_table_info('" + table.replace("'", "''") + "')")) {
            while (info.next()) {
                String name = "\"" + info.getString(1).replace("\"", "\"\"") + "\"";
                columns.add("typeof(" + name + ") || ':' || quote(" + name + ")");
            }
        }
        String select =
                "SELECT " + String.join(" || '|' || ", columns) + " FROM \"" + table.replace("\"", "\"\"") + "\"";
        var found = new ArrayList<String>();
        try (var rows = connection.createStatement().executeQuery(select)) {
            while (rows.next()) {
                found.add(table + " " + HexFormat.of().formatHex(rows.getBytes(1)));
            }
        }
        found.sort(null);
        lines.addAll(found);
    }

    static Connection open(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }
}
