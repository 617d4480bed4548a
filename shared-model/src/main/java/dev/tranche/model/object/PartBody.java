package dev.tranche.model.object;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The bytes of a part, which a store may read several times because it repeats an attempt that failed. They must not
 * change until the call that they were given to returns.
 */
public interface PartBody {
    /** How many bytes every stream of {@link #open} gives. */
    long bytes();

    /** A new stream from the first byte; the store closes it. */
    InputStream open() throws IOException;

    /** The first {@code length} bytes of {@code buffer}, which is not copied. */
    static PartBody of(byte[] buffer, int length) {
        Objects.checkFromIndexSize(0, length, buffer.length);
        return new PartBody() {
            @Override
            public long bytes() {
                return length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(buffer, 0, length);
            }
        };
    }

    /** The whole of {@code bytes}, which is not copied. */
    static PartBody of(byte[] bytes) {
        return of(bytes, bytes.length);
    }

    /** A spool file of {@code bytes} bytes (P18). */
    static PartBody of(Path file, long bytes) {
        return new PartBody() {
            @Override
            public long bytes() {
                return bytes;
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }
}
