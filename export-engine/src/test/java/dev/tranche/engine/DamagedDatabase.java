package dev.tranche.engine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Databases with pages overwritten, for tests. */
final class DamagedDatabase {
    static final int PAGE = 1024;

    /** Rows of {@code t} and of {@code k}: several hundred leaves, so that there are interior pages. */
    static final int ROWS = 20_000;

    private DamagedDatabase() {}

    /** A sound one: rows in {@code t} with one of 5,000 bytes in the middle, in {@code k} without rowids, an index. */
    static Path create(Path file) throws SQLException {
        return Databases.run(file, """
                PRAGMA page_size = %1$d;
                CREATE TABLE before(x); INSERT INTO before VALUES('first');
                CREATE TABLE t(id INTEGER PRIMARY KEY, x TEXT);
                CREATE TABLE k(x TEXT PRIMARY KEY, y) WITHOUT ROWID;
                CREATE INDEX by_x ON t(x);
                CREATE TABLE after(x); INSERT INTO after VALUES('last');
                CREATE TABLE filler(x); INSERT INTO filler VALUES(zeroblob(50000)); DROP TABLE filler;
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %2$d)
                INSERT INTO t SELECT i, 'value ' || i FROM n;
                UPDATE t SET x = hex(zeroblob(2500)) WHERE id = %2$d / 2;
                INSERT INTO k SELECT printf('%%06d', id), id FROM t;
                """.formatted(PAGE, ROWS));
    }

    /** The pages of a table or index that are of this type, in key order: {@code internal}, {@code leaf} or {@code overflow}. */
    static List<Integer> pages(Path file, String name, String type) throws SQLException {
        var pages = new ArrayList<Integer>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.prepareStatement(
                        "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = ? ORDER BY path")) {
            statement.setString(1, name);
            statement.setString(2, type);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    pages.add(row.getInt(1));
                }
            }
        }
        return pages;
    }

    /** How many rows of a table WITHOUT ROWID are in these pages and in those below them. */
    static long rows(Path file, String table, List<Integer> pages) throws SQLException {
        long rows = 0;
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.prepareStatement("""
                        SELECT sum(below.ncell) FROM dbstat AS page, dbstat AS below
                        WHERE page.name = ?1 AND below.name = ?1 AND page.pageno = ?2
                            AND below.path >= page.path AND below.path < page.path || 'g' AND below.pagetype <> 'overflow'
                        """)) {
            for (int page : pages) {
                statement.setString(1, table);
                statement.setInt(2, page);
                try (var row = statement.executeQuery()) {
                    rows += row.getLong(1);
                }
            }
        }
        return rows;
    }

    /** Puts zeros where a page was. */
    static void overwrite(Path file, int page) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek((page - 1L) * PAGE);
            bytes.write(new byte[PAGE]);
        }
    }

    /** A number of the file's. */
    static int number(Path file, long at) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "r")) {
            bytes.seek(at);
            return bytes.readInt();
        }
    }

    static void overwrite(Path file, long at, int number) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            bytes.writeInt(number);
        }
    }

    static void truncate(Path file, long length) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(length);
        }
    }
}
