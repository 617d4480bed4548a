package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.ExportFormat;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The SQL of each database in {@code restores} gives the same database again (C50): schema, rows, rowids, types, bytes,
 * settings. In the files, {@code ␍} stands for a carriage return.
 */
class SqlRestoresTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("databases")
    void theScriptRestoresTheDatabase(String name, Path input) throws Exception {
        Path source = source(input);
        Path restored = Databases.run(folder.resolve("restored.db"), new String(script(source), UTF_8));
        assertThat(DatabaseFacts.of(restored)).isEqualTo(DatabaseFacts.of(source));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("databases")
    void theScriptRestoresTheDatabaseThroughTheShell(String name, Path input) throws Exception {
        Sqlite3Shell.assumeInstalled();
        Path source = source(input);
        Path script = Files.write(folder.resolve("script.sql"), script(source));
        for (String foreignKeys : List.of("ON", "OFF")) {
            Path restored = folder.resolve("restored-" + foreignKeys + ".db");
            Sqlite3Shell.run(restored, script, "PRAGMA foreign_keys=" + foreignKeys);
            assertThat(DatabaseFacts.of(restored)).isEqualTo(DatabaseFacts.of(source));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("databases")
    void theScriptOfTheRestoredDatabaseIsTheSame(String name, Path input) throws Exception {
        Path source = source(input);
        byte[] script = script(source);
        Path restored = Databases.run(folder.resolve("restored.db"), new String(script, UTF_8));
        assertThat(new String(script(restored), UTF_8)).isEqualTo(new String(script, UTF_8));
    }

    static Stream<Object[]> databases() throws IOException, URISyntaxException {
        Path folder = Path.of(SqlRestoresTest.class.getResource("/restores").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .sorted()
                    .map(file -> new Object[] {
                        file.getFileName().toString().replace(".sql", "").replace('-', ' '), file
                    })
                    .toList()
                    .stream();
        }
    }

    private Path source(Path input) throws Exception {
        return Databases.run(
                folder.resolve("source.db"), Files.readString(input, UTF_8).replace('␍', '\r'));
    }

    private static byte[] script(Path source) {
        return Exports.ofSnapshot(source, ExportSpec.all(ExportFormat.SQL));
    }
}
