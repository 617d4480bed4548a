package dev.tranche.storage.object;

import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.object.ObjectStoreException.Reason;
import dev.tranche.model.object.ObjectStoreOperation;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.util.Objects;

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
            throw failure(operation, subject, Reason.REJECTED, e);
        } catch (DirectoryIteratorException e) {
            throw failure(operation, subject, Reason.UNAVAILABLE, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw failure(operation, subject, Reason.UNAVAILABLE, e);
        }
    }

    /** Callers of a job read the message, and where the folder is on the server is nobody's business there: the cause has the path. */
    private static ObjectStoreException failure(
            ObjectStoreOperation operation, String subject, Reason reason, IOException e) {
        var name = e.getClass().getSimpleName();
        var words = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        var failure = new ObjectStoreException(
                operation, subject, reason, name, words == null ? "the file system said no more" : words);
        failure.initCause(e);
        return failure;
    }
}
