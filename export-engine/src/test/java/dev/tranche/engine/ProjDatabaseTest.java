package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tranche.model.job.ExportFormat;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that others made: the coordinate systems of Debian's package proj-data (C50). */
class ProjDatabaseTest {
    private static final Path PROJ = Path.of("/usr/share/proj/proj.db");

    @TempDir
    Path folder;

    @BeforeEach
    void needTheDatabase() {
        assumeTrue(Files.isReadable(PROJ), "Debian's package proj-data is not installed");
    }

    @Test
    void itsScriptRestoresIt() throws Exception {
        byte[] script = Exports.ofSnapshot(PROJ, ExportSpec.all(ExportFormat.SQL));
        Path restored = Databases.run(folder.resolve("restored.db"), new String(script, UTF_8));
        assertThat(DatabaseFacts.of(restored)).isEqualTo(DatabaseFacts.of(PROJ));
    }

    @Test
    void everyTableIsAFileOfTheZip() throws Exception {
        byte[] zip = Exports.ofSnapshot(PROJ, ExportSpec.all(ExportFormat.CSV));
        int entries = 0;
        try (var files = new ZipInputStream(new ByteArrayInputStream(zip))) {
            while (files.getNextEntry() != null) {
                assertThat(files.readAllBytes()).endsWith('\r', '\n');
                entries++;
            }
        }
        assertThat(entries).isEqualTo(Catalogue.read(PROJ).totalTables(ExportSpec.all(ExportFormat.CSV)));
    }

    @Test
    void everyRowIsALine() {
        byte[] lines = Exports.ofSnapshot(PROJ, ExportSpec.all(ExportFormat.NDJSON));
        try (var stream = ExportStream.openLive(PROJ, ExportSpec.all(ExportFormat.NDJSON), Deadline.none())) {
            assertThat(Exports.rest(stream)).isEqualTo(lines);
            assertThat(new String(lines, UTF_8).lines().count())
                    .isEqualTo(stream.totals().rowsWritten());
        }
    }
}
