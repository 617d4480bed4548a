package dev.tranche.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One of the jars, running. Its output goes to a file in the work folder. Closing stops it in order; {@link #kill} does not ask.
 */
public final class ServiceProcess implements AutoCloseable {
    /** For a start or an end, which take seconds; a machine full of other work has been seen to need minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Process process;
    private final URI root;
    private final Path log;

    private ServiceProcess(Process process, URI root, Path log) {
        this.process = process;
        this.root = root;
        this.log = log;
    }

    /** Starts a jar on a free port; returns at once. {@code properties} are Spring's, {@code words} come before them. */
    public static ServiceProcess start(
            RunnableJar jar, Path workFolder, Map<String, String> properties, List<String> words) {
        return start(jar, new Surroundings(workFolder, properties, Map.of()), words);
    }

    static ServiceProcess start(RunnableJar jar, Surroundings surroundings, List<String> words) {
        int port = freePort();
        Path workFolder = surroundings.workFolder();
        var all = new TreeMap<>(surroundings.properties());
        all.put("server.port", String.valueOf(port));
        var command = new ArrayList<>(List.of(
                RunnableJar.java(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                jar.file().toString()));
        command.addAll(words);
        all.forEach((key, value) -> command.add("--" + key + "=" + value));
        try {
            Files.createDirectories(workFolder);
            Path log = Files.createTempFile(workFolder, jar.name().toLowerCase(Locale.ROOT) + "-", ".log");
            var builder = new ProcessBuilder(command)
                    .directory(workFolder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(surroundings.environment());
            Process process = builder.start();
            // A test JVM that is killed must not leave servers behind.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new ServiceProcess(process, URI.create("http://127.0.0.1:" + port), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the service says that it and all it depends on is up. */
    public ServiceProcess awaitUp() {
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> !process.isAlive()
                            || health().filter(h -> h.statusCode() == 200).isPresent());
            assertThat(process.isAlive()).as("the process lives").isTrue();
            return this;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("the service did not come up:\n" + log(), e);
        }
    }

    /** What it says of its health now; empty while it does not answer. */
    public Optional<HttpResponse<String>> health() throws InterruptedException {
        var request = HttpRequest.newBuilder(root.resolve("/actuator/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return Optional.of(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where it answers. */
    public URI root() {
        return root;
    }

    /** SIGKILL, and a wait until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM, and a wait until it is gone. */
    public void stop() {
        process.destroy();
        awaitExit();
    }

    /** The exit code of a process that ends by itself. */
    public int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("the process did not end within " + PATIENCE + ":\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** All it has said so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }
}
