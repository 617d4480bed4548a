package dev.tranche.messaging.test;

import com.rabbitmq.client.Connection;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The RabbitMQ that is installed on this machine, started as a private node: own folder, own ports, own {@code epmd}, loopback
 * only, as any user. It ends with this JVM, however that ends, because a shell waits for the end of its input.
 */
final class InstalledRabbit {
    /** The package's own script, since the one on the path of Debian switches to another user. */
    private static final Path DEBIAN = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

    private static final String USER = "tranche";
    private static final String PASSWORD = "of-tests";
    private static final Duration START_WITHIN = Duration.ofSeconds(90);

    private static final String RUN_UNTIL_END_OF_INPUT = """
            trap : HUP INT TERM
            epmd & epmd=$!
            "$0" >"$HOME/output" 2>&1 & server=$!
            read -r end
            kill $server; wait $server
            kill $epmd
            rm -rf "$HOME"
            """;

    private final Path server;

    private InstalledRabbit(Path server) {
        this.server = server;
    }

    /** The installed server; empty where there is none. */
    static Optional<InstalledRabbit> find() {
        var onPath = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, "rabbitmq-server"));
        return Stream.concat(Stream.of(DEBIAN), onPath)
                .filter(Files::isExecutable)
                .findFirst()
                .map(InstalledRabbit::new);
    }

    /** Starts the node and returns when it takes connections. */
    TestBroker start() {
        try {
            var home = Files.createTempDirectory("tranche-rabbitmq");
            var port = freePort();
            configure(home, port);
            var command = new ProcessBuilder("sh", "-c", RUN_UNTIL_END_OF_INPUT, server.toString());
            command.environment().putAll(environment(home));
            command.redirectErrorStream(true)
                    .redirectOutput(home.resolve("shell").toFile());
            var shell = command.start();
            // Keeps the pipe open until the end; an unreachable one would be closed by the garbage collector.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(shell.getOutputStream())));
            return awaitStart(home, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void configure(Path home, int port) throws IOException {
        Files.writeString(home.resolve("rabbitmq.conf"), """
                listeners.tcp.default = 127.0.0.1:%d
                default_user = %s
                default_pass = %s
                """.formatted(port, USER, PASSWORD));
        Files.writeString(home.resolve("enabled_plugins"), "[].");
    }

    private static Map<String, String> environment(Path home) throws IOException {
        return Map.ofEntries(
                Map.entry("HOME", home.toString()),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("ERL_EPMD_PORT", String.valueOf(freePort())),
                Map.entry("RABBITMQ_NODENAME", "tranche@localhost"),
                Map.entry("RABBITMQ_DIST_PORT", String.valueOf(freePort())),
                Map.entry("RABBITMQ_MNESIA_BASE", home + "/mnesia"),
                Map.entry("RABBITMQ_LOG_BASE", home + "/log"),
                Map.entry("RABBITMQ_PID_FILE", home + "/pid"),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", home + "/enabled_plugins"),
                Map.entry("RABBITMQ_CONFIG_FILE", home + "/rabbitmq.conf"),
                Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"));
    }

    private TestBroker awaitStart(Path home, int port) throws IOException {
        var broker = new RabbitTestBroker("RabbitMQ", "127.0.0.1", port, USER, PASSWORD, "/");
        try {
            Awaitility.await().atMost(START_WITHIN).ignoreExceptions().until(() -> {
                try (Connection connection = broker.connect()) {
                    return connection.isOpen();
                }
            });
            return broker;
        } catch (RuntimeException e) {
            var output = Files.readString(home.resolve("output"));
            throw new IllegalStateException(server + " did not start within " + START_WITHIN + ":\n" + output, e);
        }
    }

    private static void close(Closeable pipe) {
        try {
            pipe.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
