package dev.tranche.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.ZstdInputStream;
import dev.tranche.model.checksum.Crc64Nvme;
import dev.tranche.model.checksum.Sha256;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a caller sees of a whole installation, whatever it is made of: each subclass brings one. */
abstract class EndToEndSuite {
    private static final int ORDERS = 6_000;

    @TempDir
    Path scratch;

    /** A caller of the installation under test. */
    abstract Api api();

    /** Where the file of the database with this name belongs. */
    abstract Path database(String name);

    /** The snapshots that are there now. */
    abstract List<Path> snapshots();

    /** The name of a small database with tables of several kinds, which is made at the first call. */
    final String shop() throws SQLException {
        if (!Files.exists(database("shop"))) {
            TestDatabase.shop(database("shop"), ORDERS);
        }
        return "shop";
    }

    @Test
    void aSqlJobRestoresToTheSameDatabase_C1_C20_C33_C50() throws Exception {
        String job = api().start("{\"async\":true,\"format\":\"sql\",\"database\":\"%s\"}".formatted(shop()));
        Path dump = api().awaitDownload(job, scratch.resolve("dump.sql"));

        Path restored = TestDatabase.restore(dump, scratch.resolve("restored.db"));
        assertThat(TestDatabase.content(restored)).isEqualTo(TestDatabase.content(database("shop")));
        JsonNode status = api().status(job);
        assertThat(status.path("bytesWritten").asLong()).isEqualTo(Files.size(dump));
        assertThat(status.path("completedTables").asInt())
                .isEqualTo(status.path("totalTables").asInt());
    }

    @Test
    void theSynchronousDumpIsTheSameAsTheJobs_C5_C10() throws Exception {
        String job = api().start("{\"database\":\"%s\"}".formatted(shop()));
        Path object = api().awaitDownload(job, scratch.resolve("job.sql"));

        Path dump = api().download("/export/dump?database=shop", scratch.resolve("sync.sql"));

        assertThat(dump).hasSameBinaryContentAs(object);
    }

    @Test
    void aJsonJobHasEveryRowOfEveryTable_C11_C21() throws Exception {
        String job = api().start("{\"format\":\"json\",\"database\":\"%s\"}".formatted(shop()));
        Path file = api().awaitDownload(job, scratch.resolve("shop.json"));

        JsonNode document = JsonMapper.shared().readTree(file.toFile());
        assertThat(document.propertyNames()).containsExactly("customers", "orders", "lines");
        assertThat(document.path("orders").size()).isEqualTo(ORDERS);
        assertThat(document.path("orders").get(ORDERS - 1).path("total").asDouble())
                .isEqualTo(ORDERS / 7.0);
    }

    @Test
    void anNdjsonJobHasALineForEveryRow_C21() throws Exception {
        String job = api().start("{\"format\":\"ndjson\",\"database\":\"%s\"}".formatted(shop()));
        Path file = api().awaitDownload(job, scratch.resolve("shop.ndjson"));

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(ORDERS / 10 + ORDERS + ORDERS + ORDERS / 3);
        assertThat(JsonMapper.shared()
                        .readTree(lines.get(0))
                        .path("row")
                        .path("id")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aCsvJobOfADatabaseIsAZipWithAFileForEveryTable_C12_C21() throws Exception {
        String job = api().start("{\"format\":\"csv\",\"database\":\"%s\"}".formatted(shop()));
        Path file = api().awaitDownload(job, scratch.resolve("shop.zip"));

        try (var zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(Object::toString)).containsExactly("customers.csv", "orders.csv", "lines.csv");
            var text = new String(
                    zip.getInputStream(zip.getEntry("customers.csv")).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).startsWith("id,name\r\n1,Zoë O'Neill № 1\r\n");
            assertThat(text.lines()).hasSize(1 + ORDERS / 10);
        }
    }

    @Test
    void aSqliteJobIsTheDatabaseItself_C21_C33_C43_C50() throws Exception {
        String order = "{\"format\":\"sqlite\",\"database\":\"%s\",\"compression\":\"%s\"}";
        String job = api().start(order.formatted(shop(), "none"));
        Path file = api().awaitDownload(job, scratch.resolve("shop.sqlite"));
        Path compressed = api().awaitDownload(api().start(order.formatted(shop(), "gzip")), scratch.resolve("s.gz"));

        assertThat(TestDatabase.content(file)).isEqualTo(TestDatabase.content(database("shop")));
        try (var text = new GZIPInputStream(Files.newInputStream(compressed))) {
            assertThat(Arrays.mismatch(text.readAllBytes(), Files.readAllBytes(file)))
                    .isEqualTo(-1);
        }
        JsonNode status = api().status(job);
        assertThat(status.path("completedTables").asInt())
                .isEqualTo(status.path("totalTables").asInt())
                .isEqualTo(3);
        assertThat(status.path("rowsWritten").asInt()).isEqualTo(ORDERS / 10 + ORDERS + ORDERS + ORDERS / 3);
        assertThat(api().manifest(job).at("/tables/1/rows").asInt()).isEqualTo(ORDERS);
    }

    @Test
    void aCsvJobOfOneTableIsOneFile_C12_C24() throws Exception {
        String job = api().start("{\"format\":\"csv\",\"database\":\"%s\",\"tables\":[\"lines\"]}".formatted(shop()));
        Path file = api().awaitDownload(job, scratch.resolve("lines.csv"));

        assertThat(Files.readAllLines(file)).hasSize(1 + ORDERS + ORDERS / 3).startsWith("order_id,line,sku");
    }

    @Test
    void aGzippedJobIsThePlainOneCompressed_C24_C40() throws Exception {
        String order = "{\"format\":\"sql\",\"database\":\"%s\",\"compression\":\"%s\"}";
        Path plain = api().awaitDownload(api().start(order.formatted(shop(), "none")), scratch.resolve("shop.sql"));
        String job = api().start(order.formatted(shop(), "gzip"));
        Path file = api().awaitDownload(job, scratch.resolve("shop.sql.gz"));

        try (var text = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(Arrays.mismatch(text.readAllBytes(), Files.readAllBytes(plain)))
                    .isEqualTo(-1);
        }
        assertThat(Files.size(file)).isLessThan(Files.size(plain) / 2);
        assertThat(api().status(job).path("bytesWritten").asLong()).isEqualTo(Files.size(file));
        assertThat(api().status(job).path("compression").asString()).isEqualTo("gzip");
    }

    @Test
    void aJobInZstandardIsThePlainOneCompressed_C24_C40() throws Exception {
        String order = "{\"format\":\"json\",\"database\":\"%s\",\"compression\":\"%s\"}";
        Path plain = api().awaitDownload(api().start(order.formatted(shop(), "none")), scratch.resolve("shop.json"));
        Path file = api().awaitDownload(api().start(order.formatted(shop(), "zstd")), scratch.resolve("shop.json.zst"));

        try (var text = new ZstdInputStream(Files.newInputStream(file))) {
            assertThat(Arrays.mismatch(text.readAllBytes(), Files.readAllBytes(plain)))
                    .isEqualTo(-1);
        }
        assertThat(Files.size(file)).isLessThan(Files.size(plain) / 2);
    }

    @ParameterizedTest
    @CsvSource({"sql", "json", "ndjson", "csv", "sqlite"})
    void anEmptyDatabaseCompletes_C56(String format) throws Exception {
        TestDatabase.create(database("empty-" + format), "VACUUM;");
        String job = api().start("{\"format\":\"%s\",\"database\":\"empty-%s\"}".formatted(format, format));

        Path file = api().awaitDownload(job, scratch.resolve("empty"));

        assertThat(api().status(job).path("bytesWritten").asLong()).isEqualTo(Files.size(file));
        assertThat(api().status(job).path("totalTables").asInt()).isZero();
    }

    @Test
    void aFileThatIsNoDatabaseFailsTheJobWithTheReason_C20_C55() throws Exception {
        Files.writeString(database("letter"), "Dear reader, this is no database.\n".repeat(1000));

        JsonNode status = api().awaitEnd(api().start("{\"database\":\"letter\"}"));

        assertThat(status.path("status").asString()).isEqualTo("failed");
        assertThat(status.path("errorMessage").asString()).contains("file is not a database");
        assertThat(status.path("completedAt").isNull())
                .as("ended, but not completed: %s", status)
                .isFalse();
    }

    @Test
    void ofADamagedDatabaseTheRestComesIfItIsAskedFor_C24_C43_C55() throws Exception {
        TestDatabase.damaged(database("damaged"), ORDERS);

        JsonNode failed = api().awaitEnd(api().start("{\"database\":\"damaged\"}"));
        String job = api().start("{\"database\":\"damaged\",\"format\":\"ndjson\",\"onDamage\":\"skip\"}");
        Path rest = api().awaitDownload(job, scratch.resolve("rest.ndjson"));

        assertThat(failed.path("status").asString()).isEqualTo("failed");
        assertThat(failed.path("errorMessage").asString())
                .isEqualTo("database disk image is malformed (table 'numbers')");
        assertThat(api().status(job).path("damaged").asBoolean()).isTrue();
        JsonNode manifest = api().manifest(job);
        assertThat(manifest.path("damaged").asBoolean()).isTrue();
        JsonNode damage = manifest.at("/tables/0/damage/0");
        long missing = TestDatabase.rowid(damage.path("upTo").asString())
                - TestDatabase.rowid(damage.path("after").asString());
        assertThat(Files.readAllLines(rest)).hasSize((int) (ORDERS - missing)).hasSizeGreaterThan(ORDERS * 9 / 10);
        assertThat(manifest.at("/tables/0/rows").asLong()).isEqualTo(ORDERS - missing);
    }

    @Test
    void theCallbackTellsOfCompletion_C57() throws Exception {
        try (var receiver = new CallbackReceiver()) {
            String job = api().start("{\"database\":\"%s\",\"callbackUrl\":\"%s\"}".formatted(shop(), receiver.url()));

            var received = receiver.await1();

            assertThat(received.contentType()).isEqualTo("application/json");
            assertThat(received.body())
                    .isEqualTo(
                            "{\"jobId\":\"%1$s\",\"status\":\"completed\",\"downloadUrl\":\"/export/jobs/%1$s/download\"}"
                                    .formatted(job));
        }
    }

    @Test
    void theCallbackTellsOfFailure_C57() throws Exception {
        Files.writeString(database("note"), "This is no database either.\n".repeat(1000));
        try (var receiver = new CallbackReceiver()) {
            String job = api().start("{\"database\":\"note\",\"callbackUrl\":\"%s\"}".formatted(receiver.url()));

            JsonNode body = JsonMapper.shared().readTree(receiver.await1().body());

            assertThat(body.propertyNames()).containsExactly("jobId", "status", "error_message");
            assertThat(body.path("jobId").asString()).isEqualTo(job);
            assertThat(body.path("status").asString()).isEqualTo("failed");
            assertThat(body.path("error_message").asString()).contains("file is not a database");
        }
    }

    @Test
    void theManifestProvesTheFile_C43() throws Exception {
        String job = api().start("{\"database\":\"%s\"}".formatted(shop()));
        byte[] file = Files.readAllBytes(api().awaitDownload(job, scratch.resolve("shop.sql")));

        JsonNode manifest = api().manifest(job);

        assertThat(manifest.at("/object/bytes").asLong()).isEqualTo(file.length);
        assertThat(manifest.at("/object/crc64nvme").asString())
                .isEqualTo(Crc64Nvme.of(file).text());
        int offset = 0;
        for (JsonNode part : manifest.path("parts")) {
            int bytes = part.path("bytes").asInt();
            assertThat(part.path("sha256").asString())
                    .isEqualTo(Sha256.of(ByteBuffer.wrap(file, offset, bytes)).hex());
            offset += bytes;
        }
        assertThat(offset).isEqualTo(file.length);
        JsonNode orders = manifest.path("tables").get(1);
        assertThat(orders.path("table").asString()).isEqualTo("orders");
        assertThat(orders.path("rows").asInt()).isEqualTo(ORDERS);
        String table = new String(
                file, orders.path("firstByte").asInt(), orders.path("bytes").asInt(), StandardCharsets.UTF_8);
        assertThat(table.lines().filter(line -> line.startsWith("INSERT INTO")))
                .hasSize(ORDERS)
                .allSatisfy(line -> assertThat(line).contains("orders"));
    }

    @Test
    void nothingIsLeftBehindWhenJobsHaveEnded_C59() throws Exception {
        String job = api().start("{\"database\":\"%s\"}".formatted(shop()));
        api().awaitEnd(job);

        await().atMost(Duration.ofSeconds(30)).until(() -> snapshots().isEmpty());
    }

    @Test
    void callersSeeErrorsInOneForm_C34_C60() {
        HttpResponse<String> response = api().get("/export/jobs/export_20240101-170000_k3v9q0x1m2n4");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"error\":\"Export job not found\"}");
    }

    @Test
    void theWorkCanBeWatched_C61() {
        HttpResponse<String> response = api().get("/actuator/prometheus");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("tranche_");
    }
}
