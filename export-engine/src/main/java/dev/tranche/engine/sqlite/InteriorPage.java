package dev.tranche.engine.sqlite;

import java.nio.ByteBuffer;

/**
 * An interior page of a b-tree: pages below it, and between each two of them a cell that says what they are divided by. Trusts
 * nothing that it reads. Source: sqlite.org/fileformat2.html, section 1.6.
 *
 * @param header where the page's own header begins
 */
record InteriorPage(ByteBuffer bytes, int header) {
    /** Types of pages. */
    static final int OF_INDEX = 0x02;

    static final int OF_TABLE = 0x05;

    private static final int HEADER_BYTES = 12;
    private static final int CHILD_BYTES = 4;

    int type() {
        return bytes.get(header);
    }

    /** Not more than there is room for, whatever the page says. */
    int cells() {
        int room = (bytes.capacity() - header - HEADER_BYTES) / 2;
        return Math.min(bytes.getChar(header + 3), room);
    }

    /** The page below a cell, or behind the last; 0 if the cell is not in the page. */
    long child(int cell) {
        int at = cell < cells() ? place(cell) : header + 8;
        return at + CHILD_BYTES <= bytes.capacity() ? Integer.toUnsignedLong(bytes.getInt(at)) : 0;
    }

    /** Where a cell's content begins, which may be behind the page. */
    int content(int cell) {
        return place(cell) + CHILD_BYTES;
    }

    private int place(int cell) {
        return bytes.getChar(header + HEADER_BYTES + 2 * cell);
    }
}
