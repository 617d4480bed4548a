package dev.tranche.storage.object;

import dev.tranche.model.object.PartBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The file operations of the folder store, each durable when it returns. Holds no state. */
final class FolderFiles {
    private static final int BUFFER_BYTES = 64 * 1024;

    private FolderFiles() {}

    /** Makes an empty file whose name survives a power failure. */
    static void createNew(Path file) throws IOException {
        Files.createFile(file);
        forceFolderOf(file);
    }

    /**
     * Writes the whole body at {@code offset} of a file that must be there: a writer that comes after the file was
     * renamed or deleted recreates nothing (P20).
     */
    static void write(Path file, long offset, PartBody body) throws IOException {
        try (var channel = openExisting(file);
                var in = body.open()) {
            var buffer = ByteBuffer.allocate(BUFFER_BYTES);
            long at = offset;
            for (int n = in.read(buffer.array()); n >= 0; n = in.read(buffer.array())) {
                buffer.clear().limit(n);
                while (buffer.hasRemaining()) {
                    at += channel.write(buffer, at);
                }
            }
            if (at - offset != body.bytes()) {
                throw new IOException("a part of " + body.bytes() + " bytes gave " + (at - offset));
            }
            channel.force(false);
        }
    }

    /** Makes a file that is complete the object of that name, or replaces it; a reader sees the one or the other. */
    static void publish(Path file, Path object) throws IOException {
        try (var channel = openExisting(file)) {
            channel.force(true);
        }
        Files.move(file, object, StandardCopyOption.ATOMIC_MOVE);
        forceFolderOf(object);
    }

    static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            forceFolderOf(file);
        }
    }

    private static FileChannel openExisting(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private static void forceFolderOf(Path file) throws IOException {
        try (var folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
