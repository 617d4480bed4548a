package dev.tranche.model.object;

/** A stretch of an object that is not empty: {@code bytes} bytes from {@code offset}, both counted from 0. */
public record ByteRange(long offset, long bytes) {
    public ByteRange {
        if (offset < 0 || bytes < 1 || offset > Long.MAX_VALUE - bytes) {
            throw new IllegalArgumentException("no range has " + bytes + " bytes from " + offset);
        }
    }

    /** The last byte that belongs to it, as HTTP counts. */
    public long last() {
        return offset + bytes - 1;
    }
}
