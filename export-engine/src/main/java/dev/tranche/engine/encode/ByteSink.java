package dev.tranche.engine.encode;

import java.util.Arrays;
import tools.jackson.core.io.NumberOutput;

/**
 * The growable buffer that one block of an export is formatted into, used by every encoder. One thread; it never shrinks,
 * so its memory is that of the largest block (one row must fit, C3).
 */
public final class ByteSink {
    /** The JVM's usual bound of an array, a few bytes under {@link Integer#MAX_VALUE}. */
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    /** From here on memory counts more than copying: it grows by a quarter only. */
    private static final int LARGE_BYTES = 64 << 20;

    private static final int LONGEST_LONG = 20;

    private byte[] bytes;
    private int size;

    /** An empty sink that holds {@code capacityBytes} before it grows. */
    public ByteSink(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    /** Appends the low eight bits. */
    public void put(int oneByte) {
        if (size == bytes.length) {
            grow(1);
        }
        bytes[size++] = (byte) oneByte;
    }

    /** Appends all of {@code source}. */
    public void put(byte[] source) {
        put(source, 0, source.length);
    }

    /** Appends {@code length} bytes of {@code source} from {@code offset}. */
    public void put(byte[] source, int offset, int length) {
        room(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Appends text that holds ASCII only; other characters would lose their high bits. */
    public void ascii(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            bytes[size + i] = (byte) text.charAt(i);
        }
        size += length;
    }

    /** Appends the number in decimal, exactly. */
    public void decimal(long number) {
        room(LONGEST_LONG);
        size = NumberOutput.outputLong(number, bytes, size);
    }

    /** Appends the low {@code count} bytes of {@code number}, lowest first, as zip files have them. */
    public void littleEndian(long number, int count) {
        for (int i = 0; i < count; i++) {
            put((int) (number >>> (8 * i)));
        }
    }

    /** The buffer itself, valid up to {@link #size()} and until the next append; not a copy. */
    public byte[] array() {
        return bytes;
    }

    /** The number of bytes appended since the last {@link #clear()}. */
    public int size() {
        return size;
    }

    /** Forgets the content and keeps the memory. */
    public void clear() {
        size = 0;
    }

    /** Forgets what was appended since {@link #size()} was this. */
    public void cutTo(int earlierSize) {
        size = earlierSize;
    }

    /** A copy of the content. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /**
     * Makes room, so that {@code more} bytes can be written into {@link #array()} at {@link #size()}.
     *
     * @throws RowTooLong if no array has that much room
     */
    public void room(long more) {
        if (bytes.length - size < more) {
            grow(more);
        }
    }

    /** Takes over {@code count} bytes that were written into the room made before. */
    public void advance(int count) {
        size += count;
    }

    private void grow(long more) {
        long needed = size + more;
        if (needed > MAX_BYTES) {
            throw new RowTooLong(needed, MAX_BYTES);
        }
        long amortized = bytes.length < LARGE_BYTES ? 2L * bytes.length : bytes.length + bytes.length / 4L;
        bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(needed, amortized)));
    }
}
