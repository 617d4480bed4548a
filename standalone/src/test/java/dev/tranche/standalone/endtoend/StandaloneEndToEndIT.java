package dev.tranche.standalone.endtoend;

import dev.tranche.standalone.process.RunnableJar;
import dev.tranche.standalone.process.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Everything in one process: what {@code java -jar tranche.jar} gives. */
class StandaloneEndToEndIT extends EndToEndSuite {
    @TempDir
    static Path folder;

    private static ServiceProcess service;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(folder.resolve("databases"));
        service = ServiceProcess.start(
                        RunnableJar.STANDALONE,
                        folder,
                        Map.of(
                                "tranche.databases-folder",
                                folder.resolve("databases").toString(),
                                "tranche.callbacks.allow-private-addresses",
                                "true"),
                        List.of())
                .awaitUp();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Override
    Api api() {
        return new Api(service.root());
    }

    @Override
    Path database(String name) {
        return folder.resolve("databases").resolve(name + ".db");
    }

    @Override
    List<Path> snapshots() {
        try (Stream<Path> files = Files.walk(folder.resolve("tranche-data/spool"))) {
            return files.filter(f -> f.getFileName().toString().contains("export_"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
