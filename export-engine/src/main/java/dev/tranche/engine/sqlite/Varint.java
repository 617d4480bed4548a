package dev.tranche.engine.sqlite;

import java.nio.ByteBuffer;

/**
 * SQLite's number of one to nine bytes. Source: sqlite.org/fileformat2.html#varint
 *
 * @param next where the bytes behind it begin
 */
record Varint(long value, int next) {
    private static final int LONGEST_BYTES = 9;

    /** The one that begins here; cut where the bytes end. */
    static Varint at(ByteBuffer bytes, int at) {
        long value = 0;
        int last = Math.min(at + LONGEST_BYTES, bytes.limit()) - 1;
        for (int i = at; i <= last; i++) {
            int next = bytes.get(i);
            if (i == at + LONGEST_BYTES - 1) {
                return new Varint((value << 8) | (next & 0xff), i + 1);
            }
            value = (value << 7) | (next & 0x7f);
            if (next >= 0) {
                return new Varint(value, i + 1);
            }
        }
        return new Varint(value, bytes.limit());
    }
}
