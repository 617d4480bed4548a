package dev.tranche.worker.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file {@code .tranche-deployment} by which a worker knows that this is the spool folder of its job store, and not the empty
 * folder under a share that is not mounted (P22). Workers look at it, standalone and {@code --init-spool} write it. Thread-safe.
 */
public final class DeploymentMark {
    static final String FILE_NAME = ".tranche-deployment";

    /** What a folder's mark says. */
    public enum State {
        /** The folder belongs to this job store. */
        OURS,
        /** The folder is there, without a mark. */
        UNMARKED,
        /** The folder belongs to another job store. */
        FOREIGN,
        /** There is no such folder, or it cannot be read. */
        NO_FOLDER
    }

    private final Path folder;

    public DeploymentMark(Path folder) {
        this.folder = folder;
    }

    /** What the folder says now; never fails. */
    public State look(String deploymentId) {
        try {
            return Files.readString(folder.resolve(FILE_NAME)).strip().equals(deploymentId)
                    ? State.OURS
                    : State.FOREIGN;
        } catch (NoSuchFileException e) {
            return Files.isDirectory(folder) ? State.UNMARKED : State.NO_FOLDER;
        } catch (IOException e) {
            return State.NO_FOLDER;
        }
    }

    /**
     * Makes the folder this job store's, creating it if need be. Does nothing if it is already.
     *
     * @throws IllegalStateException if it belongs to another job store, or has no mark and is not empty
     * @throws UncheckedIOException if it cannot be written
     */
    public void write(String deploymentId) {
        switch (look(deploymentId)) {
            case OURS -> {}
            case FOREIGN ->
                throw new IllegalStateException("the spool folder " + folder + " belongs to another job store, by its "
                        + FILE_NAME + "; each job store needs a folder of its own");
            case UNMARKED, NO_FOLDER -> writeFirst(deploymentId);
        }
    }

    private void writeFirst(String deploymentId) {
        try {
            Files.createDirectories(folder);
            try (var entries = Files.newDirectoryStream(folder)) {
                if (entries.iterator().hasNext()) {
                    throw new IllegalStateException("the spool folder " + folder + " is not empty and has no "
                            + FILE_NAME + ", so it may be somebody else's");
                }
            }
            var content = StandardCharsets.US_ASCII.encode(deploymentId + "\n");
            try (var file = FileChannel.open(
                    folder.resolve(FILE_NAME), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                while (content.hasRemaining()) {
                    file.write(content);
                }
                file.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the spool folder " + folder + " cannot be written", e);
        }
    }
}
