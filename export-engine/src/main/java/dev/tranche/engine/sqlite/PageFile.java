package dev.tranche.engine.sqlite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The pages of a snapshot's file, for what SQLite does not say of damaged ones. Opens the file for each page, as there are few to
 * read. Source of all of this: sqlite.org/fileformat2.html
 */
final class PageFile {
    /** The database's header, on the first page before the page's own. */
    private static final int FILE_HEADER_BYTES = 100;

    /** Where that says how many bytes at the end of each page are not SQLite's. */
    private static final int RESERVED_BYTES_AT = 20;

    private final Path file;
    private final int pageBytes;
    private final int usableBytes;

    PageFile(Database database) throws SQLException {
        this.file = database.file();
        this.pageBytes = (int) database.number("PRAGMA page_size");
        ByteBuffer first = findBytes(1).orElseThrow(Malformed::found);
        this.usableBytes = pageBytes - Byte.toUnsignedInt(first.get(RESERVED_BYTES_AT));
    }

    /** The root page of a table; 0 if there is none. */
    static long root(Database database, String table) throws SQLException {
        try (PreparedStatement statement = database.connection()
                .prepareStatement("SELECT rootpage FROM main.sqlite_master WHERE type = 'table' AND name = ?")) {
            statement.setString(1, table);
            var row = statement.executeQuery();
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** What of a page SQLite uses. */
    int usableBytes() {
        return usableBytes;
    }

    /** The page of this number, if it is there and an interior one of this type. */
    Optional<InteriorPage> findInterior(long number, int type) throws SQLException {
        int header = number == 1 ? FILE_HEADER_BYTES : 0;
        return findBytes(number).map(bytes -> new InteriorPage(bytes, header)).filter(page -> page.type() == type);
    }

    /** The whole page of this number; empty if the file has none. */
    Optional<ByteBuffer> findBytes(long number) throws SQLException {
        try (var pages = new RandomAccessFile(file.toFile(), "r")) {
            if (number < 1 || number > pages.length() / pageBytes) {
                return Optional.empty();
            }
            byte[] bytes = new byte[pageBytes];
            pages.seek((number - 1) * pageBytes);
            pages.readFully(bytes);
            return Optional.of(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            throw new SQLException("the snapshot cannot be read", e);
        }
    }
}
