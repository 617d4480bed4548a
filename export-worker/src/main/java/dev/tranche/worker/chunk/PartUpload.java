package dev.tranche.worker.chunk;

import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.object.StoredPart;
import dev.tranche.model.object.Upload;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Stores the parts of one slice, one at a time while the next one fills; what they came to is said by an {@link Outcome}. Used
 * by the delivery's thread. Storing the same part twice is harmless: the same bytes under the same number (I1).
 */
final class PartUpload {
    private final ObjectStore objects;
    private final Upload upload;
    private final ChunkMetrics metrics;
    private final Executor executor;
    private CompletableFuture<StoredPart> underWay = new CompletableFuture<>();
    private boolean busy;

    PartUpload(ObjectStore objects, Upload upload, ChunkMetrics metrics, Executor executor) {
        this.objects = objects;
        this.upload = upload;
        this.metrics = metrics;
        this.executor = executor;
    }

    /** Begins to store what the buffer holds, which must stay as it is until the part is stored. */
    void begin(int number, PartBuffer buffer) {
        busy = true;
        underWay = CompletableFuture.supplyAsync(
                () -> metrics.timePart(buffer.bytes(), () -> objects.uploadPart(upload, buffer.toPart(number))),
                executor);
    }

    /** Whether a part was begun whose end nobody has seen. */
    boolean isBusy() {
        return busy;
    }

    /**
     * The part that was begun last, once it is stored; empty if the delivery must stop first.
     *
     * @throws dev.tranche.model.object.ObjectStoreException as the store threw it
     */
    Optional<StoredPart> await(Waits waits, Hold hold) {
        var stored = waits.await(underWay, hold);
        stored.ifPresent(part -> {
            busy = false;
            hold.partStored(part.number());
        });
        return stored;
    }

    /** Returns when nobody reads a buffer any more: at once, or within the bound that the store keeps (P12). */
    void settle() {
        if (busy) {
            Waits.untilOver(underWay);
        }
    }
}
