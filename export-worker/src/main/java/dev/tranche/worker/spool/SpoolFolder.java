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

/** The folder for snapshots and staged parts that all workers of a source see. */
public final class SpoolFolder implements Spool {
    private final Path folder;

    public SpoolFolder(Path folder) {
        this.folder = folder;
    }

    /** Where the folder is. */
    public Path path() {
        return folder;
    }

    @Override
    public Path pathOf(SpoolFile file) {
        return folder.resolve(file.fileName());
    }

    @Override
    public Path existing(String fileName) {
        var path = folder.resolve(fileName);
        if (!Files.isRegularFile(path)) {
            throw new UncheckedIOException(new NoSuchFileException(path.toString(), null, "the snapshot is not there"));
        }
        return path;
    }

    @Override
    public long freeBytes() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<SpoolFile> list() {
        return list("export_*");
    }

    @Override
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

    @Override
    public boolean delete(SpoolFile file) {
        try {
            return Files.deleteIfExists(pathOf(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
