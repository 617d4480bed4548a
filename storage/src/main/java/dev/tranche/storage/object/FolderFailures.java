package dev.tranche.storage.object;

import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.object.ObjectStoreException.Reason;
import dev.tranche.model.object.ObjectStoreOperation;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;

/** Translates what the file system says, once for every call of the folder store. Holds no state. */
final class FolderFailures {
    private FolderFailures() {}

    /** A file operation of the store. */
    interface FileCall<T> {
        T run() throws IOException;
    }

    /**
     * Runs the call. Denied access will be denied again; everything else, such as a full disk or a share that is away,
     * may pass.
     */
    static <T> T translating(ObjectStoreOperation operation, String subject, FileCall<T> call) {
        try {
            return call.run();
        } catch (AccessDeniedException e) {
            throw new ObjectStoreException(operation, subject, Reason.REJECTED, "AccessDenied", e);
        } catch (IOException | DirectoryIteratorException e) {
            throw new ObjectStoreException(
                    operation, subject, Reason.UNAVAILABLE, e.getClass().getSimpleName(), e);
        }
    }
}
