package dev.tranche.engine.verify;

import dev.tranche.model.job.FileType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** An export on this machine, as a job or a synchronous request gave it. */
public record ReceivedExport(Path path, FileType type) {
    private static final int BUFFER_BYTES = 1 << 16;

    /** The type that the file's name ends with; empty if it ends with none. */
    public static Optional<FileType> findType(Path path) {
        String name = String.valueOf(path.getFileName());
        return findType(name.substring(name.lastIndexOf('.') + 1));
    }

    /** The type that has this ending: {@code sql}, {@code json}, {@code ndjson}, {@code csv} or {@code zip}. */
    public static Optional<FileType> findType(String extension) {
        return Arrays.stream(FileType.values())
                .filter(t -> t.extension().equals(extension))
                .findFirst();
    }

    /** The endings of all types: {@code sql, json, ndjson, csv, zip}. */
    public static String allowed() {
        return Arrays.stream(FileType.values()).map(FileType::extension).collect(Collectors.joining(", "));
    }

    /** The bytes of the document from the first on; the only place where its file is opened as a stream. */
    InputStream open() throws IOException {
        return new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
    }
}
