package dev.tranche.messaging.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A RabbitMQ that can be started on this machine: the one in the folder of another system (made by {@code debootstrap}) that
 * property {@code tranche.test.rabbit-root} names, else the installed one.
 *
 * @param root the folder that the server takes for {@code /}
 * @param programs where its scripts are, as seen from {@code root}
 */
record RabbitInstallation(Path root, Path programs) {
    static final String ROOT_PROPERTY = "tranche.test.rabbit-root";

    /** The package's own scripts, since those on the path of Debian switch to another user. */
    private static final Path DEBIAN = Path.of("/usr/lib/rabbitmq/bin");

    private static final Path HERE = Path.of("/");
    private static final String SERVER = "rabbitmq-server";

    /** Empty where there is none. */
    static Optional<RabbitInstallation> find() {
        var given = System.getProperty(ROOT_PROPERTY);
        if (given != null && !given.isBlank()) {
            return Optional.of(new RabbitInstallation(Path.of(given).toAbsolutePath(), DEBIAN));
        }
        var onPath =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of);
        return Stream.concat(Stream.of(DEBIAN), onPath)
                .filter(folder -> Files.isExecutable(folder.resolve(SERVER)))
                .findFirst()
                .map(folder -> new RabbitInstallation(HERE, folder));
    }

    /** A command line that runs a program of that system. */
    List<String> command(String... words) {
        var command = new ArrayList<String>();
        if (!root.equals(HERE)) {
            command.addAll(List.of("chroot", root.toString()));
        }
        command.addAll(List.of(words));
        return command;
    }

    /** The same for one of RabbitMQ's own, such as {@code rabbitmqctl}. */
    String program(String name) {
        return programs.resolve(name).toString();
    }

    String server() {
        return program(SERVER);
    }

    /** A new folder for a node's files that the server can reach. */
    Path createFolder() throws IOException {
        var temporary = root.equals(HERE) ? Path.of(System.getProperty("java.io.tmpdir")) : root.resolve("tmp");
        return Files.createTempDirectory(temporary, "tranche-rabbitmq");
    }

    /** What the server calls a file. */
    String nameOf(Path file) {
        return HERE.resolve(root.relativize(file)).toString();
    }
}
