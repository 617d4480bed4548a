package dev.tranche.worker.chunk;

import dev.tranche.model.checksum.Crc64Nvme;
import dev.tranche.model.checksum.Sha256;
import dev.tranche.model.object.Part;
import dev.tranche.model.object.PartBody;
import java.nio.ByteBuffer;

/** A part in memory. The checksums are computed by whoever stores it, while the next part fills. */
final class HeapPartBuffer implements PartBuffer {
    private final BufferPool pool;
    private final byte[] array;
    private int length;

    HeapPartBuffer(BufferPool pool, int maxBytes) {
        this.pool = pool;
        this.array = pool.take(maxBytes);
    }

    @Override
    public void clear() {
        length = 0;
    }

    @Override
    public long bytes() {
        return length;
    }

    @Override
    public boolean readFrom(DocumentStream stream, long untilBytes) {
        int read = stream.read(array, length, (int) untilBytes - length);
        length += Math.max(read, 0);
        return read >= 0;
    }

    @Override
    public Part toPart(int number) {
        var content = ByteBuffer.wrap(array, 0, length);
        return new Part(
                number, PartBody.of(array, length), Sha256.of(content.duplicate()), Crc64Nvme.of(content.duplicate()));
    }

    @Override
    public void close() {
        pool.give(array);
    }
}
