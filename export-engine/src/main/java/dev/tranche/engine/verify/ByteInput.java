package dev.tranche.engine.verify;

import java.io.IOException;
import java.io.InputStream;

/** Reads byte by byte without the lock that {@code BufferedInputStream} takes for each. One thread. */
final class ByteInput {
    static final int END = -1;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int end;

    ByteInput(InputStream in) {
        this.in = in;
    }

    /** The next byte, from 0 to 255, or {@link #END}. */
    int read() throws IOException {
        return peek() == END ? END : buffer[next++] & 0xff;
    }

    /** What {@link #read} will give. */
    int peek() throws IOException {
        if (next == end) {
            next = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return end == 0 ? END : buffer[next] & 0xff;
    }
}
