package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tranche.engine.ScriptReader.Load;
import dev.tranche.engine.verify.ReceivedExport;
import dev.tranche.engine.verify.Verdict;
import dev.tranche.engine.verify.Verification;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.FileType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Databases that others made come back (C50). {@code -Dtranche.test.databases=FOLDER} names where they are:
 * {@code .ci/real-databases FOLDER} fetches some of Debian's.
 */
@Tag("long")
class RealDatabasesTest {
    private static final int AT_LEAST = 10;
    private static final byte[] HEADER = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    @Test
    void databasesThatOthersMadeComeBackInEveryFormat_C50() throws Exception {
        String home = System.getProperty("tranche.test.databases", "");
        assumeTrue(!home.isEmpty(), "no -Dtranche.test.databases=FOLDER: .ci/real-databases FOLDER fetches some");
        List<Path> databases = databases(Path.of(home));
        assertThat(databases).hasSizeGreaterThanOrEqualTo(AT_LEAST);
        for (Path original : databases) {
            Path database = folder.resolve("source.db");
            new Snapshots(InstantSource.system()).take(original, database);
            restores(database, original);
            for (ExportFormat format : ExportFormat.values()) {
                reads(database, format, original);
            }
            System.out.println(original.getFileName() + ": " + Files.size(original) + " bytes");
            Files.delete(database);
        }
    }

    private static List<Path> databases(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .filter(RealDatabasesTest::isDatabase)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isDatabase(Path file) {
        try (var in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(HEADER.length), HEADER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void restores(Path database, Path original) throws Exception {
        Path script = Files.write(
                folder.resolve("script.sql"), Exports.ofSnapshot(database, ExportSpec.all(ExportFormat.SQL)));
        List<String> expected = DatabaseFacts.of(database);
        for (ScriptReader reader : ScriptReader.values()) {
            reader.assumeInstalled();
            Path restored = folder.resolve("restored.db");
            reader.load(List.of(new Load(script, restored, "PRAGMA foreign_keys=ON")));
            assertThat(DatabaseFacts.differences(expected, DatabaseFacts.of(restored)))
                    .as("%s through %s", original, reader)
                    .isEmpty();
            Files.delete(restored);
        }
    }

    private void reads(Path database, ExportFormat format, Path original) throws IOException {
        FileType type = ExportSpec.all(format).fileType();
        Path export = Files.write(
                folder.resolve("export." + type.extension()), Exports.ofSnapshot(database, ExportSpec.all(format)));
        assertThat(new Verification(database, new ReceivedExport(export, type), Set.of()).run())
                .as("%s as %s", original, format)
                .isInstanceOf(Verdict.Same.class);
    }
}
