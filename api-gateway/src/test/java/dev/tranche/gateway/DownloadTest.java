package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.job.Compression;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.object.FaultyObjectStore;
import dev.tranche.model.object.ObjectStoreException.Reason;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.SampleJobs;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C40–C42. */
class DownloadTest {
    private static final String FILE = "0123456789";

    @AutoClose
    private static GatewayServer server;

    private static CompletedJobs completed;
    private static SampleJobs sample;

    @TempDir
    private Path objectsFolder;

    @BeforeAll
    static void start() {
        server = GatewayServer.with().start();
        completed = new CompletedJobs(server);
        sample = new SampleJobs(server.storedJobs);
    }

    @AfterEach
    void heal() {
        server.objects.faults().clear();
    }

    @ParameterizedTest
    @CsvSource({
        "SQL,,sql,application/x-sqlite3",
        "JSON,,json,application/json",
        "JSON,t,json,application/json",
        "CSV,t,csv,text/csv",
        "CSV,,zip,application/zip",
        "NDJSON,,ndjson,application/x-ndjson",
        "SQLITE,,sqlite,application/vnd.sqlite3"
    })
    void theFileComesWithItsTypeNameAndLengthC40(ExportFormat format, String table, String extension, String type) {
        var tables = table == null ? List.<String>of() : List.of(table);
        var id = completed.add(new ExportRequest("main", format, tables, null), FILE);
        var answer = server.get(download(id));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(FILE);
        assertThat(header(answer, "Content-Type")).isEqualTo(type);
        assertThat(header(answer, "Content-Length")).isEqualTo("10");
        assertThat(header(answer, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"" + id + "." + extension + "\"");
        assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(answer, "ETag")).matches("\"[^\"]+\"");
    }

    @ParameterizedTest
    @CsvSource({
        "SQL,GZIP,,sql.gz,application/gzip",
        "JSON,ZSTD,,json.zst,application/zstd",
        "CSV,GZIP,t,csv.gz,application/gzip"
    })
    void aCompressedFileHasTheTypeAndNameOfItsCompressionC24C40(
            ExportFormat format, Compression compression, String table, String extension, String type) {
        var tables = table == null ? List.<String>of() : List.of(table);
        var id = completed.add(
                new ExportRequest("main", format, tables, ExportOptions.DEFAULT.with(compression), null), FILE);
        var answer = server.get(download(id), "Accept-Encoding", "gzip, zstd");
        assertThat(answer.body()).isEqualTo(FILE);
        assertThat(header(answer, "Content-Type")).isEqualTo(type);
        assertThat(header(answer, "Content-Encoding")).isEqualTo("none");
        assertThat(header(answer, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"" + id + "." + extension + "\"");
        assertThat(server.storedJobs
                        .find(id)
                        .orElseThrow()
                        .admission()
                        .objectKey()
                        .value())
                .endsWith("." + extension);
    }

    @Test
    void headHasTheHeadersAndReadsNothingFromTheStoreC40() {
        var id = completed.add(FILE);
        int reads = server.objects.faults().calls("read");
        var answer = server.call("HEAD", download(id));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Length")).isEqualTo("10");
        assertThat(answer.body()).isEmpty();
        assertThat(server.objects.faults().calls("read")).isEqualTo(reads);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3,0123,bytes 0-3/10",
        "bytes=4-,456789,bytes 4-9/10",
        "bytes=-3,789,bytes 7-9/10",
        "bytes=8-100,89,bytes 8-9/10",
        "bytes=-100,0123456789,bytes 0-9/10"
    })
    void aRangeIs206C40(String range, String body, String contentRange) {
        var answer = server.get(download(completed.add(FILE)), "Range", range);
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(header(answer, "Content-Range")).isEqualTo(contentRange);
        assertThat(header(answer, "Content-Length")).isEqualTo(String.valueOf(body.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=99-100", "bytes=-0"})
    void aRangeOutsideOfTheFileIs416C40(String range) {
        var answer = server.get(download(completed.add(FILE)), "Range", range);
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes */10");
        assertThat(answer.body()).isEqualTo("{\"error\":\"The range lies outside of the file, which has 10 bytes\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,4-5", "bytes=5-4", "bytes=x", "rows=1-2", "bytes"})
    void whatIsNotOneRangeGetsTheWholeFileC40(String range) {
        var answer = server.get(download(completed.add(FILE)), "Range", range);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(FILE);
    }

    @Test
    void ifRangeOfThisVersionGetsTheRestAndOfAnotherTheWholeC40() {
        String path = download(completed.add(FILE));
        String etag = header(server.get(path), "ETag");
        assertThat(server.get(path, "Range", "bytes=5-", "If-Range", etag).statusCode())
                .isEqualTo(206);
        var other = server.get(path, "Range", "bytes=5-", "If-Range", "\"another\"");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isEqualTo(FILE);
    }

    @Test
    void aVersionThatTheCallerHasIs304C40() {
        String path = download(completed.add(FILE));
        String etag = header(server.get(path), "ETag");
        var answer = server.get(path, "If-None-Match", etag);
        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void anEmptyFileIsAFileC40() {
        var answer = server.get(download(completed.add("")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Length")).isEqualTo("0");
    }

    @Test
    void redirectIs307ToAFreshUrlOfTheStoreC40() {
        var id = completed.add(FILE);
        var answer = server.get(download(id) + "?redirect=true");
        assertThat(answer.statusCode()).isEqualTo(307);
        assertThat(header(answer, "Location"))
                .startsWith("https://objects.invalid/exports/main_")
                .endsWith("?seconds=900");
    }

    @Test
    void redirectIsTheFileItselfWhereTheStoreHasNoUrlsC40() {
        // A caller that asks for a redirect wants the file; one that follows redirects cannot tell the difference.
        try (var folder = GatewayServer.with().withObjectsIn(objectsFolder).start()) {
            var id = new CompletedJobs(folder).add(FILE);
            var answer = folder.get(download(id) + "?redirect=true");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(FILE);
        }
    }

    @Test
    void redirectIsTrueOrFalse() {
        var answer = server.get(download(completed.add(FILE)) + "?redirect=maybe");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"'redirect' must be true or false\"}");
    }

    @Test
    void aJobThatIsNotCompletedIs400AndSaysWhereItIsC41() {
        assertNotCompleted(sample.pending(), "pending");
        assertNotCompleted(sample.committed(), "in_progress");
        assertNotCompleted(sample.ended(Ending.failed(SampleJobs.T0, "no")), "failed");
        assertNotCompleted(sample.ended(Ending.cancelled(SampleJobs.T0)), "cancelled");
    }

    private static void assertNotCompleted(JobId id, String status) {
        var answer = server.get(download(id));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"Export job is not completed. Current status: " + status + "\"}");
    }

    @Test
    void anUnknownJobIs404C42() {
        var answer = server.get(download(new JobId("export_20240101-170000_000000000000")));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Export job not found\"}");
    }

    @Test
    void anObjectThatIsGoneIs404C42() {
        assertGone(server.get(download(sample.ended(Ending.completed(SampleJobs.T0)))));
    }

    @Test
    void anObjectThatGoesBetweenHeadAndReadIs404C42() {
        var id = completed.add(FILE);
        server.objects.fail(FaultPlan.on("read")
                .fromCall(1)
                .failWith(() -> FaultyObjectStore.failure("read", Reason.OBJECT_NOT_FOUND, "NoSuchKey")));
        assertGone(server.get(download(id)));
    }

    private static void assertGone(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Export file not found in storage\"}");
    }

    @Test
    void anObjectStoreThatIsAwayIs503C60() {
        var id = completed.add(FILE);
        server.objects.fail(FaultPlan.on("head").fromCall(1));
        var answer = server.get(download(id));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(header(answer, "Retry-After")).isEqualTo("5");
        assertThat(answer.body()).isEqualTo("{\"error\":\"The object store cannot be reached at the moment\"}");
    }

    @Test
    void anObjectThatEndsHalfWayEndsTheConnectionBeforeTheLengthThatWasSaidC40() {
        var id = completed.add("x".repeat(100_000));
        server.objects.fail(FaultPlan.on("read").fromCall(1).meanwhile(() -> completed.put(id, "x".repeat(50_000))));
        var answer = RawHttp.to(server.port()).send("GET " + download(id) + " HTTP/1.1\r\nHost: localhost\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head()).contains("Content-Length: 100000");
        assertThat(answer.body()).hasSizeLessThanOrEqualTo(50_000).matches("x+");
    }

    private static String download(JobId id) {
        return "/export/jobs/" + id + "/download";
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }
}
