package dev.tranche.worker.chunk;

import dev.tranche.model.object.PartSize;
import dev.tranche.worker.spool.Spool;
import dev.tranche.worker.spool.SpoolFile;
import java.util.ArrayList;
import java.util.List;

/** The two buffers of one delivery, of which one fills while the other is stored (P4). Made when first used, since most jobs are small. */
final class PartBuffers implements AutoCloseable {
    /** Larger parts are staged in a file (P18), so that two of them for each consumer fit into a small heap. */
    static final long MAX_HEAP_BYTES = 32L * 1024 * 1024;

    private static final int COUNT = 2;

    private final BufferPool pool;
    private final Spool spool;
    private final Hold hold;
    private final PartSize size;
    private final List<PartBuffer> buffers = new ArrayList<>(COUNT);
    private int next;

    PartBuffers(BufferPool pool, Spool spool, Hold hold, PartSize size) {
        this.pool = pool;
        this.spool = spool;
        this.hold = hold;
        this.size = size;
    }

    /** The one of the two that was given out longer ago, empty. Its part must be stored by now. */
    PartBuffer next() {
        if (buffers.size() < COUNT) {
            buffers.add(create(buffers.size()));
        }
        var buffer = buffers.get(next % COUNT);
        next++;
        buffer.clear();
        return buffer;
    }

    private PartBuffer create(int index) {
        if (size.bytes() <= MAX_HEAP_BYTES) {
            return new HeapPartBuffer(pool, (int) size.bytes());
        }
        var file = SpoolFile.stagedPart(hold.claim(), index);
        hold.made().file(file);
        return new SpoolPartBuffer(spool.pathOf(file));
    }

    @Override
    public void close() {
        buffers.forEach(PartBuffer::close);
    }
}
