package dev.tranche.worker.spool;

import dev.tranche.model.job.JobId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder for snapshots and staged parts that all workers of a source see. The chunk writes here, cleaner and sweeper delete.
 * Thread-safe; never touches a file whose name is not a {@link SpoolFile}'s.
 *
 * <p>Every method throws {@link UncheckedIOException} where the folder cannot be read or written.
 */
public final class SpoolFolder {
    private final Path folder;

    public SpoolFolder(Path folder) {
        this.folder = folder;
    }

    /** Where the folder is. */
    public Path path() {
        return folder;
    }

    /** Where this file is, or would be. */
    public Path pathOf(SpoolFile file) {
        return folder.resolve(file.fileName());
    }

    /**
     * Where this file is that a row names, and which is there.
     *
     * @throws UncheckedIOException if it is not: the folder may be a share that is away, so a later try can help, unlike with a
     *     source database that does not exist
     */
    public Path existing(String fileName) {
        var path = folder.resolve(fileName);
        if (!Files.isRegularFile(path)) {
            throw new UncheckedIOException(new NoSuchFileException(path.toString(), null, "the snapshot is not there"));
        }
        return path;
    }

    /** Room left for anybody on the folder's file system, in bytes. */
    public long freeBytes() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files that a job of any deployment could have, in no order. */
    public List<SpoolFile> list() {
        return list("export_*");
    }

    /** The files of one job, in no order. */
    public List<SpoolFile> list(JobId jobId) {
        return list(jobId + ".*");
    }

    private List<SpoolFile> list(String glob) {
        var files = new ArrayList<SpoolFile>();
        try (var entries = Files.newDirectoryStream(folder, glob)) {
            for (Path entry : entries) {
                SpoolFile.parse(String.valueOf(entry.getFileName())).ifPresent(files::add);
            }
            return files;
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException(e.getCause());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a file; false when it is gone already. */
    public boolean delete(SpoolFile file) {
        try {
            return Files.deleteIfExists(pathOf(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
