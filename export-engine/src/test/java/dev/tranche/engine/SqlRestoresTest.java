package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.engine.ScriptReader.Load;
import dev.tranche.model.job.ExportFormat;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
    void theScriptRestoresTheDatabase(String name, NamedDatabase named) throws Exception {
        Path source = named.create(folder);
        Path restored = Databases.run(folder.resolve("restored.db"), new String(script(source), UTF_8));
        assertThat(DatabaseFacts.of(restored)).isEqualTo(DatabaseFacts.of(source));
    }

    @ParameterizedTest
    @EnumSource(ScriptReader.class)
    void theScriptsRestoreTheDatabasesWhoeverReadsThem(ScriptReader reader) throws Exception {
        reader.assumeInstalled();
        var loads = new LinkedHashMap<Load, Path>();
        for (NamedDatabase named : NamedDatabase.all()) {
            Path source = named.create(folder);
            Path script = Files.write(folder.resolve(named.title() + ".sql"), script(source));
            for (String foreignKeys : List.of("ON", "OFF")) {
                Path restored = folder.resolve(named.title() + " restored " + foreignKeys);
                loads.put(new Load(script, restored, "PRAGMA foreign_keys=" + foreignKeys), source);
            }
        }
        reader.load(List.copyOf(loads.keySet()));
        for (Load load : loads.keySet()) {
            assertThat(DatabaseFacts.of(load.target()))
                    .as(load.toString())
                    .isEqualTo(DatabaseFacts.of(loads.get(load)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("databases")
    void theScriptOfTheRestoredDatabaseIsTheSame(String name, NamedDatabase named) throws Exception {
        Path source = named.create(folder);
        byte[] script = script(source);
        Path restored = Databases.run(folder.resolve("restored.db"), new String(script, UTF_8));
        assertThat(new String(script(restored), UTF_8)).isEqualTo(new String(script, UTF_8));
    }

    /** A reader of lines may turn it into something else (C50). */
    @ParameterizedTest(name = "{0}")
    @MethodSource("databases")
    void theScriptHasNoCarriageReturn(String name, NamedDatabase named) throws Exception {
        assertThat(new String(script(named.create(folder)), UTF_8)).doesNotContain("\r");
    }

    static Stream<Object[]> databases() throws IOException, URISyntaxException {
        return NamedDatabase.all().stream().map(named -> new Object[] {named.title(), named});
    }

    private static byte[] script(Path source) {
        return Exports.ofSnapshot(source, ExportSpec.all(ExportFormat.SQL));
    }
}
