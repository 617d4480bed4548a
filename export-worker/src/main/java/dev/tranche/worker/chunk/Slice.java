package dev.tranche.worker.chunk;

import dev.tranche.model.object.PartSize;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The work of one time slice: fills one part from the engine while the one before it is stored (P4). Used by the delivery's
 * thread, once.
 */
final class Slice implements AutoCloseable {
    /**
     * How far a slice goes.
     *
     * @param time the slice ends at the first full part after it
     */
    record Bounds(Duration time, Shutdown shutdown, LongSupplier nanoTime) {}

    private final Hold hold;
    private final DocumentStream stream;
    private final PartBuffers buffers;
    private final PartUpload upload;
    private final Bounds bounds;
    private final Waits waits;

    Slice(Hold hold, DocumentStream stream, PartBuffers buffers, PartUpload upload, Bounds bounds) {
        this.hold = hold;
        this.stream = stream;
        this.buffers = buffers;
        this.upload = upload;
        this.bounds = bounds;
        this.waits = new Waits(bounds.shutdown());
    }

    /** Works until there is something to commit or nothing more to do. */
    SliceEnd run(SliceProgress progress, PartSize partSize) {
        long start = bounds.nanoTime.getAsLong();
        while (true) {
            int number = progress.nextPart();
            if (number > PartSizes.MAX_PARTS) {
                return end(SliceEnd.Reason.TOO_MANY_PARTS, progress);
            }
            var buffer = buffers.next();
            var filling = fill(buffer, partSize);
            if (filling == Filling.STOPPED || !storeUnderWay(progress)) {
                return end(SliceEnd.Reason.STOPPED, progress);
            }
            if (buffer.bytes() > 0) {
                progress.filled(stream);
                upload.begin(number, buffer);
            }
            if (filling == Filling.DOCUMENT_ENDED) {
                return lastStored(progress, SliceEnd.Reason.DOCUMENT_ENDED);
            }
            if (isOver(start)) {
                return lastStored(progress, SliceEnd.Reason.TIME_IS_UP);
            }
        }
    }

    private enum Filling {
        FULL,
        DOCUMENT_ENDED,
        STOPPED
    }

    private Filling fill(PartBuffer buffer, PartSize partSize) {
        while (buffer.bytes() < partSize.bytes()) {
            if (waits.mustStop(hold)) {
                return Filling.STOPPED;
            }
            if (!buffer.readFrom(stream, partSize.bytes())) {
                return Filling.DOCUMENT_ENDED;
            }
            hold.mark();
        }
        return Filling.FULL;
    }

    /** The part before is stored; false if the delivery must stop first. */
    private boolean storeUnderWay(SliceProgress progress) {
        if (!upload.isBusy()) {
            return true;
        }
        var part = upload.await(waits, hold);
        part.ifPresent(progress::stored);
        return part.isPresent();
    }

    private SliceEnd lastStored(SliceProgress progress, SliceEnd.Reason reason) {
        if (!storeUnderWay(progress)) {
            return end(SliceEnd.Reason.STOPPED, progress);
        }
        if (reason == SliceEnd.Reason.DOCUMENT_ENDED) {
            progress.ended(stream);
        }
        return end(reason, progress);
    }

    private static SliceEnd end(SliceEnd.Reason reason, SliceProgress progress) {
        return new SliceEnd(reason, progress.toCommit());
    }

    private boolean isOver(long start) {
        return bounds.shutdown.isRequested() || bounds.nanoTime.getAsLong() - start >= bounds.time.toNanos();
    }

    /** The buffers go back to the pool next, so nothing may read them any more; a process that ends does not use them again. */
    @Override
    public void close() {
        if (!bounds.shutdown.isOver()) {
            upload.settle();
        }
    }
}
