package dev.tranche.messaging.test;

import com.rabbitmq.client.Connection;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A private node of a RabbitMQ of this machine: own folder, own ports, own {@code epmd}, loopback only, as any user. It ends with
 * this JVM, however that ends, because a shell waits for the end of its input.
 */
public final class RabbitNode implements AutoCloseable {
    static final String USER = "tranche";
    static final String PASSWORD = "of-tests";

    /** Memory and disk of the machine are nothing that a test should depend on, unless it wants to. */
    private static final String MEMORY = "0.9";

    private static final String DISK = "1MB";

    /**
     * How long a waiting queue waits, in milliseconds, for the work queue's confirm before it forwards a message again; 3 minutes
     * unless said, which is what an exchange of leaders would cost (docs/rabbitmq.md).
     */
    private static final String FORWARD_AGAIN_SOON = "-rabbit dead_letter_worker_publisher_confirm_timeout 10000";

    private static final Duration START_WITHIN = Duration.ofSeconds(90);
    private static final Duration COMMAND_WITHIN = Duration.ofSeconds(60);

    /**
     * A line of input starts the server again, after it was killed. Of a cluster, the first node's {@code epmd} serves all; those of
     * the others find their port taken and end.
     */
    private static final String RUN_UNTIL_END_OF_INPUT = """
            trap : HUP INT TERM
            epmd & epmd=$!
            serve() { "$0" >>"$HOME/output" 2>&1 & server=$!; }
            serve
            while read -r again; do serve; done
            kill $server; wait $server
            kill $epmd
            rm -rf "$HOME"
            """;

    /**
     * How a node is started.
     *
     * @param name before the {@code @localhost}
     * @param epmdPort shared by all nodes of a cluster
     * @param lines of {@code rabbitmq.conf}, besides its address and its user
     * @param tls null for none
     */
    record Settings(
            String name,
            int epmdPort,
            List<String> lines,
            @Nullable TlsCertificates tls) {

        String nodeName() {
            return name + "@localhost";
        }
    }

    private final RabbitInstallation installation;
    private final String name;
    private final Path home;
    private final Map<String, String> environment;
    private final TestBroker broker;
    private final int tlsPort = freePort();
    private final Process shell;

    private RabbitNode(RabbitInstallation installation, Settings settings) throws IOException {
        this.installation = installation;
        this.name = settings.nodeName();
        this.home = installation.createFolder();
        int port = freePort();
        this.environment = environment(settings);
        this.broker = new RabbitTestBroker("RabbitMQ", "127.0.0.1", port, USER, PASSWORD, "/");
        configure(settings, port);
        this.shell = run();
    }

    /** The one of this JVM, for tests that change what only its owner may; they are skipped, with the reason, where there is none. */
    public static RabbitNode shared() {
        Assumptions.assumeTrue(Shared.NODE.isPresent(), "no RabbitMQ is installed that a test could start for itself");
        return Shared.NODE.get();
    }

    static Optional<RabbitNode> findShared() {
        return Shared.NODE;
    }

    /** A node of the test's own that takes connections, and those with TLS at {@link #tlsPort}. */
    public static RabbitNode startWithTls(TlsCertificates certificates) {
        return launch(new Settings("tranche", freePort(), List.of(), certificates))
                .awaitStart();
    }

    /** A node that is on its way; the test is skipped, with the reason, where none is installed. */
    static RabbitNode launch(Settings settings) {
        var installation = RabbitInstallation.find();
        Assumptions.assumeTrue(installation.isPresent(), "no RabbitMQ is installed that a test could start for itself");
        return launch(installation.get(), settings);
    }

    private static RabbitNode launch(RabbitInstallation installation, Settings settings) {
        try {
            return new RabbitNode(installation, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void configure(Settings settings, int port) throws IOException {
        var lines = new ArrayList<>(List.of(
                "listeners.tcp.default = 127.0.0.1:" + port,
                "default_user = " + USER,
                "default_pass = " + PASSWORD,
                "vm_memory_high_watermark.relative = " + MEMORY,
                "disk_free_limit.absolute = " + DISK));
        lines.addAll(settings.lines);
        if (settings.tls != null) {
            lines.addAll(tls(settings.tls));
        }
        Files.write(home.resolve("rabbitmq.conf"), lines);
        Files.writeString(home.resolve("enabled_plugins"), "[].");
        var cookie = Files.writeString(home.resolve(".erlang.cookie"), "OFTESTS");
        Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("r--------"));
    }

    private List<String> tls(TlsCertificates certificates) throws IOException {
        Files.copy(certificates.certificate(), home.resolve("server.pem"));
        Files.copy(certificates.key(), home.resolve("server.key"));
        var folder = installation.nameOf(home);
        return List.of(
                "listeners.ssl.default = 127.0.0.1:" + tlsPort,
                "ssl_options.certfile = " + folder + "/server.pem",
                "ssl_options.keyfile = " + folder + "/server.key",
                "ssl_options.verify = verify_none");
    }

    private Map<String, String> environment(Settings settings) {
        var folder = installation.nameOf(home);
        return Map.ofEntries(
                Map.entry("HOME", folder),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("ERL_EPMD_PORT", String.valueOf(settings.epmdPort)),
                Map.entry("RABBITMQ_NODENAME", settings.nodeName()),
                Map.entry("RABBITMQ_DIST_PORT", String.valueOf(freePort())),
                Map.entry("RABBITMQ_MNESIA_BASE", folder + "/mnesia"),
                Map.entry("RABBITMQ_LOG_BASE", folder + "/log"),
                Map.entry("RABBITMQ_PID_FILE", folder + "/pid"),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", folder + "/enabled_plugins"),
                Map.entry("RABBITMQ_CONFIG_FILE", folder + "/rabbitmq.conf"),
                Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
                Map.entry(
                        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                        "-kernel inet_dist_use_interface {127,0,0,1} " + FORWARD_AGAIN_SOON));
    }

    private Process run() throws IOException {
        var command =
                new ProcessBuilder(installation.command("sh", "-c", RUN_UNTIL_END_OF_INPUT, installation.server()));
        command.environment().putAll(environment);
        command.redirectErrorStream(true).redirectOutput(home.resolve("shell").toFile());
        var started = command.start();
        // Keeps the pipe open until the end; an unreachable one would be closed by the garbage collector.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started.getOutputStream())));
        return started;
    }

    /** Returns when it takes connections. */
    RabbitNode awaitStart() {
        try {
            Awaitility.await().atMost(START_WITHIN).ignoreExceptions().until(() -> {
                try (Connection connection = broker.connect()) {
                    return connection.isOpen();
                }
            });
            return this;
        } catch (RuntimeException e) {
            throw new IllegalStateException(installation.server() + " did not start:\n" + output(), e);
        }
    }

    /** As the cluster knows it. */
    String name() {
        return name;
    }

    boolean isRunning() {
        return Files.exists(home.resolve("pid"));
    }

    /** Where it takes connections. */
    public TestBroker broker() {
        return broker;
    }

    /** Where it takes connections with TLS, if it was started so. */
    public int tlsPort() {
        return tlsPort;
    }

    /** As if it ran out of memory: it takes no more messages. */
    public void startMemoryAlarm() {
        ctl("set_vm_memory_high_watermark", "0");
    }

    public void endMemoryAlarm() {
        ctl("set_vm_memory_high_watermark", MEMORY);
    }

    /** As if the disk were full, with the same effect. */
    public void startDiskAlarm() {
        ctl("set_disk_free_limit", "1000000GB");
    }

    public void endDiskAlarm() {
        ctl("set_disk_free_limit", DISK);
    }

    /** Runs {@code rabbitmqctl} with these words and returns what it says; it must succeed. */
    public String ctl(String... words) {
        return run("rabbitmqctl", words);
    }

    private String run(String program, String... words) {
        var all = new ArrayList<>(List.of(installation.program(program)));
        all.addAll(Arrays.asList(words));
        try {
            var said = Files.createTempFile(home, program, ".out");
            var command = new ProcessBuilder(installation.command(all.toArray(String[]::new)));
            command.environment().putAll(environment);
            var process = command.redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            boolean ended = process.waitFor(COMMAND_WITHIN.toSeconds(), TimeUnit.SECONDS);
            var text = Files.readString(said);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", all) + " failed:\n" + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** SIGKILL, and a wait until it is gone. */
    public void kill() {
        try {
            var pidFile = home.resolve("pid");
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            // A number of a process that is gone may become another's.
            Files.delete(pidFile);
            ProcessHandle.of(pid).ifPresent(process -> {
                process.destroyForcibly();
                process.onExit().join();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again after {@link #kill}, with all that it had stored; returns when it takes connections. */
    public void startAgain() {
        try {
            shell.getOutputStream().write('\n');
            shell.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitStart();
    }

    private String output() {
        try {
            return Files.readString(home.resolve("output"));
        } catch (IOException e) {
            return "no output: " + e;
        }
    }

    /** Ends it in no order and removes its files. */
    @Override
    public void close() {
        try {
            if (isRunning()) {
                kill();
            }
            shell.getOutputStream().close();
            shell.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Closeable pipe) {
        try {
            pipe.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        static final Optional<RabbitNode> NODE = RabbitInstallation.find()
                .map(installation -> launch(installation, new Settings("tranche", freePort(), List.of(), null))
                        .awaitStart());
    }
}
