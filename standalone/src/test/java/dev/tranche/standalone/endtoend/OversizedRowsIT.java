package dev.tranche.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.standalone.process.RunnableJar;
import dev.tranche.standalone.process.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A row of almost a gigabyte, the most that SQLite has by default, in a process with a heap of 256 MB (C3): it is named as the cause,
 * without an OutOfMemoryError by which the process or its other jobs could come to harm.
 */
@Tag("long")
class OversizedRowsIT {
    private static final int HUGE_BLOB = 900_000_000;

    private static final int LARGE_TEXT = 200_000_000;
    private static final int ORDERS = 40_000;

    @TempDir
    private static Path folder;

    private static ServiceProcess service;
    private static Api api;

    @BeforeAll
    static void start() throws IOException, SQLException {
        Files.createDirectories(folder.resolve("databases"));
        create("blobs", "zeroblob(%d)".formatted(HUGE_BLOB));
        create("texts", "replace(hex(zeroblob(%d)), '00', 'ab')".formatted(LARGE_TEXT / 2));
        TestDatabase.shop(database("shop"), ORDERS);
        var properties = Map.of(
                "tranche.databases-folder", folder.resolve("databases").toString(), "tranche.chunk.slice", "200ms");
        service = ServiceProcess.start(RunnableJar.STANDALONE, folder, properties, List.of())
                .awaitUp();
        api = new Api(service.root());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void noMemoryWasMissed() {
        assertThat(service.log()).doesNotContain("OutOfMemoryError");
    }

    @Test
    void aRowThatCannotFitFailsItsJobAtOnceAndNoOther_C3_C55() throws Exception {
        String before = api.start("{\"database\":\"shop\"}");
        String blobs = api.start("{\"database\":\"blobs\"}");
        String texts = api.start("{\"database\":\"texts\",\"format\":\"json\",\"compression\":\"gzip\"}");
        String after = api.start("{\"database\":\"shop\"}");

        assertTooLarge(blobs);
        assertTooLarge(texts);
        Path dump = api.awaitDownload(before, folder.resolve("before.sql"));
        assertThat(TestDatabase.content(TestDatabase.restore(dump, folder.resolve("restored.db"))))
                .isEqualTo(TestDatabase.content(database("shop")));
        assertThat(api.awaitDownload(after, folder.resolve("after.sql"))).hasSameBinaryContentAs(dump);
    }

    /** Tier 1 has the same engine. */
    @Test
    void aSynchronousExportOfSuchARowIsRefused_C14() {
        var answer = api.get("/export/json/huge%20files?database=blobs");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("Failed to export table to JSON");
        assertThat(service.log()).contains("reason=ROW_TOO_LARGE");
    }

    /** A file as it is has no rows that would have to fit. */
    @Test
    void theFileItselfIsExportedWhateverItsRows() throws IOException {
        var status = api.awaitEnd(api.start("{\"database\":\"blobs\",\"format\":\"sqlite\"}"));

        assertThat(status.path("status").asString()).as(status.toPrettyString()).isEqualTo("completed");
        assertThat(status.path("bytesWritten").asLong()).isEqualTo(Files.size(database("blobs")));
    }

    private static void create(String name, String value) throws SQLException {
        TestDatabase.create(database(name), """
                PRAGMA synchronous = OFF;
                CREATE TABLE "huge files"(id INTEGER PRIMARY KEY, name TEXT, content);
                INSERT INTO "huge files" VALUES(1, 'small', 'x'), (2, 'huge', %s);
                """.formatted(value));
    }

    private static void assertTooLarge(String job) {
        var status = api.awaitEnd(job);
        assertThat(status.path("errorMessage").asString())
                .startsWith("Table 'huge files' has a row too large for this process: a value of more than ");
    }

    private static Path database(String name) {
        return folder.resolve("databases").resolve(name + ".db");
    }
}
