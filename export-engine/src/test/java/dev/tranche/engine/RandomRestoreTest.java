package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.engine.ScriptReader.Load;
import dev.tranche.engine.random.AnyDatabase;
import dev.tranche.model.job.ExportFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Databases that nobody thought of restore too (C50), whoever runs the script. {@code -Dtranche.test.seed=N} begins with
 * the database that a failure names.
 */
class RandomRestoreTest {
    private static final int IN_PROCESS = 300;
    private static final int THROUGH_EACH_PROGRAM = 30;

    /** How many databases the long run makes, each read by all readers. */
    private static final int MANY = Integer.getInteger("tranche.test.random-databases", 3000);

    /** A build fails by what was changed, not by chance; {@code -Dtranche.test.seed} looks for what nobody has seen. */
    private static final long KNOWN_SEED = 20261122;

    private static final int BATCH = 100;
    private static final List<String> FOREIGN_KEYS = List.of("PRAGMA foreign_keys=ON", "PRAGMA foreign_keys=OFF");

    private final long seed = Long.getLong("tranche.test.seed", KNOWN_SEED);

    @TempDir
    Path folder;

    @Test
    void theScriptOfARandomDatabaseRestoresIt_C50() throws Exception {
        assertRestored(seed, IN_PROCESS, List.of(ScriptReader.JDBC));
    }

    @ParameterizedTest
    @EnumSource(names = {"SHELL", "PYTHON"})
    void theScriptOfARandomDatabaseRestoresItThroughOtherPrograms_C50(ScriptReader reader) throws Exception {
        reader.assumeInstalled();
        assertRestored(seed, THROUGH_EACH_PROGRAM, List.of(reader));
    }

    @Test
    @Tag("long")
    void thousandsOfRandomDatabasesAreRestoredByEveryReader_C50() throws Exception {
        for (ScriptReader reader : ScriptReader.values()) {
            reader.assumeInstalled();
        }
        System.out.println("random databases from seed " + seed);
        for (int done = 0; done < MANY; done += BATCH) {
            assertRestored(seed + done, Math.min(BATCH, MANY - done), List.of(ScriptReader.values()));
        }
        System.out.println(MANY + " random databases restored by " + List.of(ScriptReader.values()));
    }

    private void assertRestored(long first, int count, List<ScriptReader> readers) throws Exception {
        var cases = new ArrayList<Case>();
        for (long each = first; each < first + count; each++) {
            exported(each).ifPresent(cases::add);
        }
        assertThat(cases).hasSizeGreaterThan(count * 9 / 10);
        for (ScriptReader reader : readers) {
            reader.load(cases.stream()
                    .map(c -> new Load(c.script, c.restored(reader), FOREIGN_KEYS.get(Math.floorMod(c.seed, 2))))
                    .toList());
        }
        for (Case each : cases) {
            for (ScriptReader reader : readers) {
                assertThat(DatabaseFacts.differences(each.facts, DatabaseFacts.of(each.restored(reader))))
                        .as("-Dtranche.test.seed=%d through %s", each.seed, reader)
                        .isEmpty();
            }
            each.delete();
        }
    }

    /**
     * Nothing where SQLite takes its own work for damaged: now and then, under conditions that only a random database meets, it
     * leaves a row out of an index, or cannot read the schema that it wrote.
     */
    private static List<String> facts(Path database) {
        try {
            List<String> facts = DatabaseFacts.of(database);
            boolean isDamaged = facts.stream()
                    .anyMatch(fact -> fact.startsWith("integrity_check")
                            && fact.replace("\0", "").contains(" index "));
            return isDamaged ? List.of() : facts;
        } catch (SQLException e) {
            return List.of();
        }
    }

    private Optional<Case> exported(long each) throws Exception {
        Path source = folder.resolve(each + ".db");
        new AnyDatabase(each).create(source);
        Path snapshot = source;
        if (Files.exists(Path.of(source + "-wal"))) {
            snapshot = folder.resolve(each + ".snapshot");
            new Snapshots(InstantSource.system()).take(source, snapshot);
        }
        List<String> facts = facts(source);
        if (facts.isEmpty()) {
            return Optional.empty();
        }
        Path script = folder.resolve(each + ".sql");
        Files.write(script, Exports.ofSnapshot(snapshot, ExportSpec.all(ExportFormat.SQL)));
        return Optional.of(new Case(each, source, script, facts));
    }

    private record Case(long seed, Path source, Path script, List<String> facts) {
        Path restored(ScriptReader reader) {
            return source.resolveSibling(seed + "." + reader);
        }

        void delete() throws Exception {
            try (var files = Files.newDirectoryStream(source.getParent(), seed + ".*")) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
        }
    }
}
