package dev.tranche.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tranche.model.job.FileType;
import dev.tranche.standalone.process.RunnableJar;
import dev.tranche.standalone.process.ServiceProcess;
import dev.tranche.standalone.process.VerifyProcess;
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
 * Databases that others made, and a big one, through the whole standalone service in every format, each compared with the
 * source by {@code tranche.jar verify}. The service and the comparison have 256 MiB of heap each, whatever the size (C3).
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
        Path source = folder.resolve("databases").resolve(database + ".db");
        for (FileType type : List.of(FileType.SQL, FileType.JSON, FileType.NDJSON, FileType.CSV_ZIP, FileType.SQLITE)) {
            var compared = VerifyProcess.run(source, export(database, type));
            assertThat(compared.said()).startsWith("the same: ").hasLineCount(1);
            assertThat(compared.exitCode()).isZero();
        }
    }

    private Path export(String database, FileType type) {
        var api = new Api(service.root());
        String format = type == FileType.CSV_ZIP ? "csv" : type.extension();
        String job = api.start("{\"database\":\"%s\",\"format\":\"%s\"}".formatted(database, format));
        return api.awaitDownload(job, scratch.resolve("export." + type.extension()));
    }
}
