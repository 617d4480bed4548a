package dev.tranche.model.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A real file system of a few megabytes that can be full or read-only, where the test may mount one (Linux, as root). */
public final class SmallDisk implements AutoCloseable {
    private static final int BLOCK_BYTES = 4096;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one on this folder, which must be empty; the test is skipped where that is not allowed. */
    public static SmallDisk mount(Path folder, int megabytes) {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tranche-test", folder.toString()),
                "no file system can be mounted here: that takes Linux and root");
        return new SmallDisk(folder);
    }

    private static boolean run(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /** Leaves no byte free. */
    public void fill() throws IOException {
        try (var out = Files.newOutputStream(filling(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(new byte[BLOCK_BYTES]);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    private Path filling() {
        return folder.resolve("filling");
    }

    /** Somebody makes room. */
    public void makeRoom() throws IOException {
        Files.delete(filling());
    }

    /** Nothing can be written any more, as after an error of the disk below. */
    public void makeReadOnly() throws IOException {
        remount("ro");
    }

    /** It can be written again. */
    public void makeWritable() throws IOException {
        remount("rw");
    }

    private void remount(String how) throws IOException {
        if (!run("mount", "-o", "remount," + how, folder.toString())) {
            throw new IOException("cannot be mounted " + how + ": " + List.of(folder));
        }
    }

    @Override
    public void close() {
        run("umount", "--lazy", folder.toString());
    }
}
