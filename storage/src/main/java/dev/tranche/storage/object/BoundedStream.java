package dev.tranche.storage.object;

import dev.tranche.model.object.ByteRange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stretch of another stream. For one thread. */
final class BoundedStream extends FilterInputStream {
    private long left;

    private BoundedStream(InputStream in, long left) {
        super(in);
        this.left = left;
    }

    /** Skips to the stretch; closes {@code in} if that fails. */
    static InputStream of(InputStream in, ByteRange range) throws IOException {
        try {
            in.skipNBytes(range.offset());
            return new BoundedStream(in, range.bytes());
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        int b = left > 0 ? in.read() : -1;
        if (b >= 0) {
            left--;
        }
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0) {
            return length == 0 ? 0 : -1;
        }
        int n = in.read(buffer, offset, (int) Math.min(length, left));
        if (n > 0) {
            left -= n;
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = in.skip(Math.min(n, left));
        left -= skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(in.available(), left);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
