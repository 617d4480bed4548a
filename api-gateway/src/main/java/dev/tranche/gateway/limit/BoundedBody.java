package dev.tranche.gateway.limit;

import dev.tranche.gateway.error.ErrorAnswer;
import dev.tranche.gateway.error.Refused;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * The body of a request, whose reader is told when it is too large or comes too slowly: by a {@link Refused} with 413 or 408, after which
 * the connection ends. The clock starts with the object. Used by the request's thread alone.
 */
final class BoundedBody extends ServletInputStream {
    private final ServletInputStream in;
    private final LimitSettings limits;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private ByteArrayInputStream begin = new ByteArrayInputStream(new byte[0]);
    private long bytes;

    /** {@code nanoTime} reads the machine's monotonic clock. */
    BoundedBody(ServletInputStream in, LimitSettings limits, LongSupplier nanoTime) {
        this.in = in;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
    }

    private ErrorAnswer tooLarge() {
        return ending(
                HttpStatus.CONTENT_TOO_LARGE,
                "Request body must not be larger than " + limits.maxBodyBytes() + " bytes");
    }

    private ErrorAnswer tooSlow() {
        return ending(
                HttpStatus.REQUEST_TIMEOUT,
                "Request body must arrive within " + limits.requestTime().toMillis() + " ms");
    }

    private static ErrorAnswer ending(HttpStatus status, String error) {
        return new ErrorAnswer(status, error).with(HttpHeaders.CONNECTION, "close");
    }

    /**
     * Waits for the body's first bytes, which are read again by whoever reads the body.
     *
     * @throws Refused as for reading
     */
    void awaitBegin(int most) throws IOException {
        begin = new ByteArrayInputStream(readNBytes(most));
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return begin.available() > 0 ? begin.read(buffer, offset, length) : readOn(buffer, offset, length);
    }

    private int readOn(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        bytes += Math.max(0, read);
        if (bytes > limits.maxBodyBytes()) {
            throw new Refused(tooLarge());
        }
        if (read >= 0 && isLate()) {
            throw new Refused(tooSlow());
        }
        return read;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    private boolean isLate() {
        return Duration.ofNanos(nanoTime.getAsLong() - startNanos).compareTo(limits.requestTime()) > 0;
    }

    @Override
    public boolean isFinished() {
        return begin.available() == 0 && in.isFinished();
    }

    @Override
    public boolean isReady() {
        return begin.available() > 0 || in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("bodies are read by the request's thread");
    }
}
