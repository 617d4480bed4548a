package dev.tranche.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tranche.standalone.compare.CsvExport;
import dev.tranche.standalone.compare.JsonExport;
import dev.tranche.standalone.compare.SourceTables;
import dev.tranche.standalone.compare.SqlExport;
import dev.tranche.standalone.process.RunnableJar;
import dev.tranche.standalone.process.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Databases that others made, and a big one, through the whole standalone service in every format, each read back by a reader of
 * its own and compared with the source row by row. The service has 256 MiB of heap, whatever the size (C3).
 */
@Tag("long")
class RealDatabaseIT {
    /** In mebibytes. */
    private static final long LARGE = Long.getLong("tranche.test.large-mib", 300);

    private static final Path PROJ = Path.of("/usr/share/proj/proj.db");

    @TempDir
    static Path folder;

    @TempDir
    Path scratch;

    private static ServiceProcess service;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(folder.resolve("databases"));
        service = ServiceProcess.start(
                        RunnableJar.STANDALONE,
                        folder,
                        Map.of(
                                "tranche.databases-folder",
                                folder.resolve("databases").toString()),
                        List.of())
                .awaitUp();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theProjDatabaseComesBackInEveryFormat_C50() throws Exception {
        assumeTrue(Files.exists(PROJ), "no proj.db: install Debian's proj-data");
        Files.copy(PROJ, folder.resolve("databases/proj.db"));

        assertEveryFormat("proj");
    }

    @Test
    void aLargeDatabaseComesBackInEveryFormat_C1_C3_C50() throws Exception {
        LargeDatabase.create(folder.resolve("databases/large.db"), LARGE << 20);

        assertEveryFormat("large");
    }

    private void assertEveryFormat(String database) throws Exception {
        assumeTrue(SqlExport.isShellInstalled(), "no sqlite3 shell to restore SQL with");
        Path file = folder.resolve("databases").resolve(database + ".db");
        try (var source = new SourceTables(file)) {
            long rows = JsonExport.assertJson(export(database, "json"), source);
            assertThat(rows).isPositive();
            assertThat(JsonExport.assertNdjson(export(database, "ndjson"), source))
                    .isEqualTo(rows);
            assertThat(CsvExport.assertZip(export(database, "csv"), source)).isEqualTo(rows);
            Path restored = scratch.resolve("restored.db");
            assertThat(SqlExport.assertRestores(export(database, "sql"), restored, source))
                    .isEqualTo(rows);
        }
    }

    private Path export(String database, String format) {
        var api = new Api(service.root());
        String job = api.start("{\"database\":\"%s\",\"format\":\"%s\"}".formatted(database, format));
        // One at a time: the next format's file takes the room of this one's.
        return api.awaitDownload(job, scratch.resolve("export"));
    }
}
