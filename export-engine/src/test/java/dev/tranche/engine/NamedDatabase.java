package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * An edge case with a name: a database made by one of the scripts in {@code restores}.
 *
 * @param script the file, in which {@code ␍} stands for a carriage return
 */
record NamedDatabase(Path script) {
    static List<NamedDatabase> all() throws IOException, URISyntaxException {
        Path folder = Path.of(NamedDatabase.class.getResource("/restores").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(NamedDatabase::new).toList();
        }
    }

    static NamedDatabase of(String title) throws IOException, URISyntaxException {
        return all().stream()
                .filter(named -> named.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    /** The file's name as words. */
    String title() {
        return script.getFileName().toString().replace(".sql", "").replace('-', ' ');
    }

    /** Makes the database in a folder, once. */
    Path create(Path folder) throws IOException, SQLException {
        Path file = folder.resolve(title() + ".db");
        return Files.exists(file)
                ? file
                : Databases.run(file, Files.readString(script, UTF_8).replace('␍', '\r'));
    }
}
