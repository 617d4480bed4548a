package dev.tranche.worker.chunk;

import dev.tranche.model.object.Upload;
import dev.tranche.worker.spool.SpoolFile;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The snapshots and uploads that one delivery knows of and the row may not name: all that {@link Leftovers} may ever remove of a
 * live job (P7).
 */
final class Made {
    private final List<SpoolFile> files = new CopyOnWriteArrayList<>();
    private final List<Upload> uploads = new CopyOnWriteArrayList<>();

    /** This delivery makes this file. To be said before the first byte is there. */
    void file(SpoolFile file) {
        files.add(file);
    }

    /** This delivery created this upload, or put another one in its place. */
    void upload(Upload upload) {
        uploads.add(upload);
    }

    List<SpoolFile> files() {
        return List.copyOf(files);
    }

    List<Upload> uploads() {
        return List.copyOf(uploads);
    }

    boolean isEmpty() {
        return files.isEmpty() && uploads.isEmpty();
    }
}
