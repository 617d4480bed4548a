package dev.tranche.standalone.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tranche.standalone.process.RunnableJar;
import dev.tranche.standalone.process.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything in one process: what {@code java -jar tranche.jar} gives. */
class StandaloneEndToEndIT extends EndToEndSuite {
    /** Enough for a dump of several parts. */
    private static final int MANY_ORDERS = 60_000;

    @TempDir
    static Path folder;

    private static ServiceProcess service;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(folder.resolve("databases"));
        startService();
    }

    private static void startService() {
        var properties = Map.of(
                "tranche.databases-folder", folder.resolve("databases").toString(),
                "tranche.callbacks.allow-private-addresses", "true",
                "tranche.chunk.part-size", "5MiB",
                "tranche.chunk.slice", "50ms");
        service = ServiceProcess.start(RunnableJar.STANDALONE, folder, properties, List.of())
                .awaitUp();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Override
    Api api() {
        return new Api(service.root());
    }

    @Override
    Path database(String name) {
        return folder.resolve("databases").resolve(name + ".db");
    }

    @Override
    List<Path> snapshots() {
        try (Stream<Path> files = Files.walk(folder.resolve("tranche-data/spool"))) {
            return files.filter(f -> f.getFileName().toString().contains("export_"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void schemaAndRowsOfTwoJobsRestoreToTheSameDatabase_C24_C50() throws Exception {
        String body = "{\"database\":\"%s\",\"%s\":true}";
        String rows = api().start(body.formatted(shop(), "dataOnly"));
        String schema = api().start(body.formatted(shop(), "schemaOnly"));

        Path restored = scratch.resolve("restored.db");
        TestDatabase.restore(api().awaitDownload(schema, scratch.resolve("schema.sql")), restored);
        TestDatabase.restore(api().awaitDownload(rows, scratch.resolve("rows.sql")), restored);

        assertThat(TestDatabase.content(restored)).isEqualTo(TestDatabase.content(database("shop")));
        assertThat(api().status(schema).path("rowsWritten").asLong()).isZero();
        assertThat(api().status(rows).at("/options/dataOnly").asBoolean()).isTrue();
    }

    @Test
    void aCsvJobIsWrittenAsItWasAskedFor_C24() throws Exception {
        String job = api().start("{\"format\":\"csv\",\"database\":\"%s\",\"tables\":[\"lines\"],".formatted(shop())
                + "\"csv\":{\"delimiter\":\";\",\"bom\":true}}");
        Path file = api().awaitDownload(job, scratch.resolve("lines.csv"));

        assertThat(Files.readAllLines(file)).startsWith("\uFEFForder_id;line;sku");
    }

    /** What is in a database is others', and may be written so that a reader of the log takes it for the service's own words. */
    @Test
    void aTableNamedLikeALineOfTheLogIsNone() throws Exception {
        String forged = "2026-01-01T00:00:00.000Z  INFO 1 --- [tranche] all databases were deleted";
        String name = "x\n" + forged + "\u001b[2J";
        Path file = TestDatabase.damaged(database("forged"), 10_000);
        TestDatabase.create(file, "ALTER TABLE numbers RENAME TO \"" + name + "\"");

        String table = URLEncoder.encode(name, UTF_8);
        assertThatExceptionOfType(AssertionError.class)
                .as("the connection is cut where the damage is")
                .isThrownBy(() -> api().get("/export/json?database=forged&table=" + table));
        String job = api().start("{\"database\":\"forged\"}");

        assertThat(api().awaitEnd(job).path("errorMessage").asString()).contains(forged);
        for (String log : List.of(service.log(), Files.readString(folder.resolve("tranche-data/tranche.log")))) {
            assertThat(log).contains("\n\t" + forged + "\\u{1b}[2J").doesNotContain("\n" + forged, "\u001b");
        }
    }

    /** The single process dies with its broker and every message in it. */
    @Test
    void aJobGoesOnAfterTheProcessWasKilled_C4_I4() throws Exception {
        TestDatabase.shop(database("warehouse"), MANY_ORDERS);
        String body = "{\"database\":\"warehouse\"}";
        Path undisturbed = api().awaitDownload(api().start(body), scratch.resolve("undisturbed.sql"));

        String job = api().start(body);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> api().status(job).path("bytesWritten").asLong() > 0);
        assertThat(api().status(job).path("status").asString()).isEqualTo("in_progress");
        service.kill();
        startService();

        assertThat(api().awaitDownload(job, scratch.resolve("disturbed.sql"))).hasSameBinaryContentAs(undisturbed);
    }
}
