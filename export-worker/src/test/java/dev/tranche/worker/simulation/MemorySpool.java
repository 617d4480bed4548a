package dev.tranche.worker.simulation;

import dev.tranche.model.fault.Interception;
import dev.tranche.model.job.JobId;
import dev.tranche.worker.spool.Spool;
import dev.tranche.worker.spool.SpoolFile;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A spool folder in a map, for all the machines of a simulation. */
public final class MemorySpool implements Spool {
    private static final long FREE_BYTES = 1L << 40;

    private final Interception around;
    private final Map<String, String> files = new LinkedHashMap<>();

    public MemorySpool(Interception around) {
        this.around = around;
    }

    /** A file is there now. */
    public void create(Path path, String content) {
        files.put(path.toString(), content);
    }

    /** What is in a file that must be there. */
    public String contentOf(Path path) {
        return String.valueOf(files.get(existing(path.toString()).toString()));
    }

    /** Whether it is there. */
    public boolean has(String fileName) {
        return files.containsKey(fileName);
    }

    /** Whether nothing is there. */
    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** What is there, seen by nobody's call. */
    public List<SpoolFile> all() {
        return files.keySet().stream()
                .flatMap(name -> SpoolFile.parse(name).stream())
                .toList();
    }

    @Override
    public Path pathOf(SpoolFile file) {
        return Path.of(file.fileName());
    }

    @Override
    public Path existing(String fileName) {
        if (!has(fileName)) {
            throw new UncheckedIOException(new NoSuchFileException(fileName, null, "the snapshot is not there"));
        }
        return Path.of(fileName);
    }

    @Override
    public long freeBytes() {
        return around.around("freeBytes", () -> FREE_BYTES);
    }

    @Override
    public List<SpoolFile> list() {
        return around.around("list", this::all);
    }

    @Override
    public List<SpoolFile> list(JobId jobId) {
        return around.around(
                "list",
                () -> all().stream().filter(f -> f.jobId().equals(jobId)).toList());
    }

    @Override
    public boolean delete(SpoolFile file) {
        return around.around("delete", () -> files.remove(file.fileName()) != null);
    }
}
