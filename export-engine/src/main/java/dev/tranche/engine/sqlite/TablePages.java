package dev.tranche.engine.sqlite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The interior pages of a table's b-tree, in the file of a snapshot: they say which rowids a page below them can hold, even if that
 * one is damaged. Trusts nothing that it reads. Source: sqlite.org/fileformat2.html, section 1.6.
 */
final class TablePages {
    private static final int INTERIOR_TABLE_PAGE = 0x05;
    private static final int INTERIOR_HEADER_BYTES = 12;

    /** The database's header, on the first page before the page's own. */
    private static final int FILE_HEADER_BYTES = 100;

    /** SQLite's own limit of a b-tree's depth. Source: BTCURSOR_MAX_DEPTH */
    private static final int MOST_LEVELS = 20;

    private final Path file;
    private final long root;
    private final int pageBytes;

    TablePages(Path file, long root, int pageBytes) {
        this.file = file;
        this.root = root;
        this.pageBytes = pageBytes;
    }

    /**
     * The last rowid that can be in the page where this one would be, or in the tree below it if that is where the damage is; not less
     * than {@code rowid}.
     *
     * @return empty if it is the table's last page
     */
    Optional<Long> findLastRowid(long rowid) throws SQLException {
        Optional<Long> bound = Optional.empty();
        try (var pages = new RandomAccessFile(file.toFile(), "r")) {
            long number = root;
            for (int level = 0; level < MOST_LEVELS && isThere(pages, number); level++) {
                Page page = read(pages, number);
                if (!page.isInterior()) {
                    return bound;
                }
                int cell = page.findCell(rowid);
                if (cell < page.cells()) {
                    bound = Optional.of(page.rowid(cell));
                }
                number = page.child(cell);
            }
            return bound;
        } catch (IOException e) {
            throw new SQLException("the snapshot cannot be read", e);
        }
    }

    private boolean isThere(RandomAccessFile pages, long number) throws IOException {
        return number > 0 && number * pageBytes <= pages.length();
    }

    private Page read(RandomAccessFile pages, long number) throws IOException {
        byte[] bytes = new byte[pageBytes];
        pages.seek((number - 1) * pageBytes);
        pages.readFully(bytes);
        return new Page(ByteBuffer.wrap(bytes), number == 1 ? FILE_HEADER_BYTES : 0);
    }

    private record Page(ByteBuffer bytes, int header) {
        boolean isInterior() {
            return bytes.get(header) == INTERIOR_TABLE_PAGE;
        }

        /** Not more than there is room for, whatever the page says. */
        int cells() {
            int room = (bytes.capacity() - header - INTERIOR_HEADER_BYTES) / 2;
            return Math.min(bytes.getChar(header + 3), room);
        }

        /** The first cell whose subtree can hold the rowid; their number if none but the last child can. */
        int findCell(long rowid) {
            int cell = 0;
            while (cell < cells() && rowid(cell) < rowid) {
                cell++;
            }
            return cell;
        }

        /** The page below a cell, or behind the last. */
        long child(int cell) {
            int at = cell < cells() ? place(cell) : header + 8;
            return at + 4 <= bytes.capacity() ? Integer.toUnsignedLong(bytes.getInt(at)) : 0;
        }

        /** A varint of up to nine bytes; cut where the page ends. */
        long rowid(int cell) {
            int at = place(cell) + 4;
            long value = 0;
            for (int i = 0; i < 9 && at + i < bytes.capacity(); i++) {
                int next = bytes.get(at + i);
                if (i == 8) {
                    return (value << 8) | (next & 0xff);
                }
                value = (value << 7) | (next & 0x7f);
                if (next >= 0) {
                    return value;
                }
            }
            return value;
        }

        private int place(int cell) {
            return bytes.getChar(header + INTERIOR_HEADER_BYTES + 2 * cell);
        }
    }
}
