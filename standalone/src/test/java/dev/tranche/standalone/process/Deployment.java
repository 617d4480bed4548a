package dev.tranche.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.messaging.test.TestBroker;
import dev.tranche.storage.object.S3ProxyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Gateway and workers as processes of their own on this machine: one SQLite job store, one folder of databases, one spool, one
 * folder of objects, and a broker that the test brings. Closing stops what still runs.
 */
public final class Deployment implements AutoCloseable {
    private final Path folder;
    private final Map<String, String> properties = new TreeMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private final List<ServiceProcess> processes = new ArrayList<>();

    public Deployment(Path folder, TestBroker broker) {
        this.folder = folder;
        broker.springProperties().forEach((key, value) -> properties.put(key, String.valueOf(value)));
        properties.put("spring.datasource.url", "jdbc:sqlite:" + folder.resolve("jobs.db"));
        // The receivers of these tests listen on this machine.
        properties.put("tranche.callbacks.allow-private-addresses", "true");
        properties.put("tranche.databases-folder", create("databases").toString());
        properties.put("tranche.spool-folder", create("spool").toString());
        properties.put("tranche.objects-folder", create("objects").toString());
    }

    private Path create(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a Spring property for all that is started from now on. */
    public Deployment with(String key, String value) {
        properties.put(key, value);
        return this;
    }

    /** Sets an environment variable for all that is started from now on. */
    public Deployment withEnvironment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Objects go into that server's bucket from now on, as an operator says it: by environment. */
    public Deployment onS3(S3ProxyServer s3) {
        properties.remove("tranche.objects-folder");
        return with("tranche.s3.endpoint", s3.endpoint().toString())
                .withEnvironment("EXPORT_BUCKET", s3.bucket())
                .withEnvironment("AWS_ACCESS_KEY_ID", S3ProxyServer.ACCESS_KEY)
                .withEnvironment("AWS_SECRET_ACCESS_KEY", S3ProxyServer.SECRET_KEY);
    }

    /** Gives the spool folder to this deployment's job store, as an operator does once (P22). */
    public Deployment initSpool() {
        try (var init = ServiceProcess.start(RunnableJar.WORKER, surroundings(), List.of("--init-spool"))) {
            assertThat(init.awaitExit()).as(init.log()).isZero();
        }
        return this;
    }

    public ServiceProcess startGateway() {
        return start(RunnableJar.GATEWAY);
    }

    public ServiceProcess startWorker() {
        return start(RunnableJar.WORKER);
    }

    /** A worker whose environment has these variables too. */
    public ServiceProcess startWorker(Map<String, String> variables) {
        var all = new TreeMap<>(environment);
        all.putAll(variables);
        return start(RunnableJar.WORKER, new Surroundings(folder, properties, all));
    }

    /** A worker that alone has this value of a property. */
    public ServiceProcess startWorkerWith(String key, String value) {
        var all = new TreeMap<>(properties);
        all.put(key, value);
        return start(RunnableJar.WORKER, new Surroundings(folder, all, environment));
    }

    private ServiceProcess start(RunnableJar jar) {
        return start(jar, surroundings());
    }

    private ServiceProcess start(RunnableJar jar, Surroundings surroundings) {
        var process = ServiceProcess.start(jar, surroundings, List.of());
        processes.add(process);
        return process;
    }

    private Surroundings surroundings() {
        return new Surroundings(folder, properties, environment);
    }

    /** A database that callers name by this, whose file the test makes. */
    public Path database(String name) {
        return folder.resolve("databases").resolve(name + ".db");
    }

    /** The snapshots that are there now. */
    public List<Path> snapshots() {
        try (Stream<Path> files = Files.walk(folder.resolve("spool"))) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> !f.getFileName().toString().equals(".tranche-deployment"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What all processes have said, for the message of a failing test. */
    public String logs() {
        var all = new StringBuilder();
        processes.forEach(p -> all.append(p.root()).append('\n').append(p.log()).append('\n'));
        return all.toString();
    }

    @Override
    public void close() {
        processes.forEach(ServiceProcess::close);
    }
}
