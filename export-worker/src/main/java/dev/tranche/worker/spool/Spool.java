package dev.tranche.worker.spool;

import dev.tranche.model.job.JobId;
import java.nio.file.Path;
import java.util.List;

/**
 * Where snapshots and staged parts are, for all workers of a source: {@link SpoolFolder}. The chunk writes here, cleaner and sweeper
 * delete. Thread-safe; never touches a file whose name is not a {@link SpoolFile}'s.
 *
 * <p>Every method throws {@link java.io.UncheckedIOException} where the folder cannot be read or written.
 */
public interface Spool {
    /** Where this file is, or would be. */
    Path pathOf(SpoolFile file);

    /**
     * Where this file is that a row names, and which is there.
     *
     * @throws java.io.UncheckedIOException if it is not: the folder may be a share that is away, so a later try can help, unlike
     *     with a source database that does not exist
     */
    Path existing(String fileName);

    /** Room left for anybody on the folder's file system, in bytes. */
    long freeBytes();

    /** All files that a job of any deployment could have, in no order. */
    List<SpoolFile> list();

    /** The files of one job, in no order. */
    List<SpoolFile> list(JobId jobId);

    /** Deletes a file; false when it is gone already. */
    boolean delete(SpoolFile file);
}
