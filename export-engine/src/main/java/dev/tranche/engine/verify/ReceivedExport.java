package dev.tranche.engine.verify;

import com.github.luben.zstd.ZstdInputStream;
import dev.tranche.model.job.Compression;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.FileType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * An export on this machine, as a job or a synchronous request gave it. Whether it is compressed is told by its first bytes, with which no
 * document begins: {@code 1f 8b} are not valid UTF-8, {@code 28 b5} neither.
 *
 * @param options what the export was asked for; the compression in it does not matter
 */
public record ReceivedExport(Path path, FileType type, ExportOptions options) {
    private static final int BUFFER_BYTES = 1 << 16;

    /** What a gzip member begins with. Source: RFC 1952, section 2.3.1. */
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    /** What a Zstandard frame begins with. Source: RFC 8878, section 3.1.1. */
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    public ReceivedExport {
        options.requireFor(type.format());
    }

    /** As above, with nothing chosen. */
    public ReceivedExport(Path path, FileType type) {
        this(path, type, ExportOptions.DEFAULT);
    }

    /** The type that the file's name ends with, before {@code .gz} or {@code .zst}; empty if it ends with none. */
    public static Optional<FileType> findType(Path path) {
        String name = plainName(String.valueOf(path.getFileName()));
        return findType(name.substring(name.lastIndexOf('.') + 1));
    }

    private static String plainName(String name) {
        return Stream.of(Compression.GZIP, Compression.ZSTD)
                .map(Compression::ending)
                .filter(name::endsWith)
                .findFirst()
                .map(ending -> name.substring(0, name.length() - ending.length()))
                .orElse(name);
    }

    /** The type that has this ending: {@code sql}, {@code json}, {@code ndjson}, {@code csv}, {@code zip} or {@code sqlite}. */
    public static Optional<FileType> findType(String extension) {
        return Arrays.stream(FileType.values())
                .filter(t -> t.extension().equals(extension))
                .findFirst();
    }

    /** The endings of all types: {@code sql, json, ndjson, csv, zip, sqlite}. */
    public static String allowed() {
        return Arrays.stream(FileType.values()).map(FileType::extension).collect(Collectors.joining(", "));
    }

    /** The bytes of the document, plain, from the first on; the only place where its file is opened as a stream. */
    InputStream open() throws IOException {
        var file = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
        try {
            return new BufferedInputStream(plain(file), BUFFER_BYTES);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static InputStream plain(BufferedInputStream file) throws IOException {
        file.mark(ZSTD.length);
        byte[] first = file.readNBytes(ZSTD.length);
        file.reset();
        if (Arrays.equals(first, ZSTD)) {
            return new ZstdInputStream(file);
        }
        boolean gzip = Arrays.equals(Arrays.copyOf(first, GZIP.length), GZIP);
        return gzip ? new GZIPInputStream(file, BUFFER_BYTES) : file;
    }
}
