package dev.tranche.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The jars that a release consists of, where the build puts them. */
public enum RunnableJar {
    STANDALONE("standalone/target/tranche.jar"),
    GATEWAY("api-gateway/target/api-gateway.jar"),
    WORKER("export-worker/target/export-worker.jar");

    private static final Map<RunnableJar, Path> EXTRACTED = new ConcurrentHashMap<>();

    private final String path;

    RunnableJar(String path) {
        this.path = path;
    }

    /**
     * What to start: the jar that a user of one machine starts, and for gateway and worker, as in their images, the same jar with its
     * libraries beside it, which starts in three quarters of the time.
     */
    Path file() {
        return this == STANDALONE ? built() : EXTRACTED.computeIfAbsent(this, RunnableJar::extract);
    }

    /** Tests run in the folder of their module, which lies beside the others. */
    private Path built() {
        return Path.of("..").resolve(path).toAbsolutePath().normalize();
    }

    private Path extract() {
        Path jar = built();
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "extracted-");
            var extraction = new ProcessBuilder(
                            java(),
                            "-Djarmode=tools",
                            "-jar",
                            jar.toString(),
                            "extract",
                            "--force",
                            "--destination",
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            assertThat(extraction.waitFor())
                    .as("exit code of the extraction of " + jar)
                    .isZero();
            return folder.resolve(jar.getFileName()).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The Java that runs the tests. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
