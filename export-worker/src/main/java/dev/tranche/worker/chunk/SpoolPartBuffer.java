package dev.tranche.worker.chunk;

import dev.tranche.model.checksum.Crc64NvmeSum;
import dev.tranche.model.checksum.Sha256;
import dev.tranche.model.object.Part;
import dev.tranche.model.object.PartBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** A part in a spool file, because it is too big for the heap (P18). It needs no fsync: after a crash nobody reads it. */
final class SpoolPartBuffer implements PartBuffer {
    private static final int WINDOW_BYTES = 256 * 1024;

    private final Path path;
    private final FileChannel file;
    private final byte[] window = new byte[WINDOW_BYTES];
    private final MessageDigest sha256 = Sha256.newDigest();
    private final Crc64NvmeSum crc64 = new Crc64NvmeSum();
    private long length;

    /** Creates the file, which must not exist. */
    SpoolPartBuffer(Path path) {
        this.path = path;
        try {
            this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void clear() {
        try {
            file.truncate(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sha256.reset();
        crc64.reset();
        length = 0;
    }

    @Override
    public long bytes() {
        return length;
    }

    @Override
    public boolean readFrom(DocumentStream stream, long untilBytes) {
        int read = stream.read(window, 0, (int) Math.min(window.length, untilBytes - length));
        if (read < 0) {
            return false;
        }
        sha256.update(window, 0, read);
        crc64.update(window, 0, read);
        var bytes = ByteBuffer.wrap(window, 0, read);
        try {
            while (bytes.hasRemaining()) {
                length += file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    /** To be called once for what it holds, since the digest is gone then. */
    @Override
    public Part toPart(int number) {
        return new Part(number, PartBody.of(path, length), Sha256.from(sha256), crc64.toCrc());
    }

    @Override
    public void close() {
        try (file) {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
