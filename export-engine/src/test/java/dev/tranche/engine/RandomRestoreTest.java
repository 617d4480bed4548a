package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.ExportFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that nobody thought of restore too (C50). */
class RandomRestoreTest {
    private static final int IN_PROCESS = 100;
    private static final int THROUGH_THE_SHELL = 15;

    @TempDir
    Path folder;

    @Test
    void theScriptOfARandomDatabaseRestoresIt() throws Exception {
        long seed = System.nanoTime();
        for (int i = 0; i < IN_PROCESS; i++) {
            Path source = folder.resolve("source" + i + ".db");
            List<String> made = new RandomDatabase(seed + i).create(source, new Random(seed + i).nextInt(5), 60);
            Path restored = folder.resolve("restored" + i + ".db");
            Databases.run(restored, new String(script(source), UTF_8));
            assertThat(DatabaseFacts.of(restored))
                    .as("seed %d, made by %s", seed + i, made)
                    .isEqualTo(DatabaseFacts.of(source));
        }
    }

    @Test
    void theScriptOfARandomDatabaseRestoresItThroughTheShell() throws Exception {
        Sqlite3Shell.assumeInstalled();
        long seed = System.nanoTime();
        for (int i = 0; i < THROUGH_THE_SHELL; i++) {
            Path source = folder.resolve("source" + i + ".db");
            List<String> made = new RandomDatabase(seed + i).create(source, 4, 60);
            Path script = Files.write(folder.resolve("script.sql"), script(source));
            Path restored = folder.resolve("restored" + i + ".db");
            Sqlite3Shell.run(restored, script, "PRAGMA synchronous=OFF");
            assertThat(DatabaseFacts.of(restored))
                    .as("seed %d, made by %s", seed + i, made)
                    .isEqualTo(DatabaseFacts.of(source));
        }
    }

    private static byte[] script(Path source) {
        return Exports.ofSnapshot(source, ExportSpec.all(ExportFormat.SQL));
    }
}
