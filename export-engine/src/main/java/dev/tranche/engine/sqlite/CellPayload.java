package dev.tranche.engine.sqlite;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The row that is in a cell of an interior page, from the page itself and the overflow pages behind it, up to where it is asked
 * for. Trusts nothing that it reads. Source: sqlite.org/fileformat2.html, sections 1.6 and 1.7.
 */
final class CellPayload {
    /** SQLite's own bound of a row. Source: sqlite.org/limits.html */
    private static final long MOST_BYTES = 1_000_000_000;

    private static final int PAGE_NUMBER_BYTES = 4;

    private final PageFile pages;
    private final long length;

    /** What has been read of it: it grows with that, and not with what damaged pages say of it. */
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    /** The overflow page behind that; 0 if there is none. */
    private long overflow;

    private CellPayload(PageFile pages, long length) {
        this.pages = pages;
        this.length = length;
    }

    /** Empty if there cannot be any. */
    static Optional<CellPayload> of(PageFile pages, InteriorPage page, int cell) {
        ByteBuffer bytes = page.bytes();
        Varint length = Varint.at(bytes, page.content(cell));
        if (length.value() < 1 || length.value() > MOST_BYTES) {
            return Optional.empty();
        }
        int local = local(length.value(), pages.usableBytes());
        boolean isWhole = local == length.value();
        int end = length.next() + local;
        if (end + (isWhole ? 0 : PAGE_NUMBER_BYTES) > bytes.capacity()) {
            return Optional.empty();
        }
        var payload = new CellPayload(pages, length.value());
        payload.append(bytes, length.next(), local);
        payload.overflow = isWhole ? 0 : Integer.toUnsignedLong(bytes.getInt(end));
        return Optional.of(payload);
    }

    /** How much of a row is in its cell. The names are those of the file format. */
    private static int local(long p, int u) {
        int x = (u - 12) * 64 / 255 - 23;
        if (p <= x) {
            return (int) p;
        }
        int m = (u - 12) * 32 / 255 - 23;
        int k = m + (int) ((p - m) % (u - 4));
        return k <= x ? k : m;
    }

    /** How long the row says that it is. */
    long length() {
        return length;
    }

    /** The first so many bytes of the row, or more of them; empty if it has not as many, or they cannot be read. */
    Optional<ByteBuffer> first(long count) throws SQLException {
        if (count > length) {
            return Optional.empty();
        }
        while (read.size() < count) {
            Optional<ByteBuffer> page = pages.findBytes(overflow);
            if (page.isEmpty()) {
                return Optional.empty();
            }
            append(page.get());
        }
        return Optional.of(ByteBuffer.wrap(read.toByteArray()));
    }

    private void append(ByteBuffer page) {
        int more = (int) Math.min(length - read.size(), pages.usableBytes() - PAGE_NUMBER_BYTES);
        append(page, PAGE_NUMBER_BYTES, more);
        overflow = Integer.toUnsignedLong(page.getInt(0));
    }

    private void append(ByteBuffer page, int from, int count) {
        byte[] bytes = new byte[count];
        page.get(from, bytes);
        read.writeBytes(bytes);
    }
}
