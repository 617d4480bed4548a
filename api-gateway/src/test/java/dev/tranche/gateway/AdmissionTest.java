package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.Via;
import dev.tranche.model.store.SampleJobs;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C20–C23, C26, C27. */
class AdmissionTest {
    @TempDir
    private static Path folder;

    @AutoClose
    private static GatewayServer server;

    private static Orders orders;

    @BeforeAll
    static void start() throws Exception {
        Databases.make(
                folder.resolve("main.db"), "CREATE TABLE a(x)", "CREATE TABLE b(y)", "CREATE VIEW v AS SELECT 1");
        Databases.make(folder.resolve("other.db"), "CREATE TABLE \"odd / 'name\"(x)");
        Files.writeString(folder.resolve("text.db"), "this is no database, however long it may be".repeat(100));
        server = GatewayServer.with(
                        "tranche.databases-folder=" + folder, "tranche.databases.gone.path=" + folder.resolve("gone"))
                .start();
        orders = new Orders(server);
    }

    @AfterEach
    void heal() {
        server.jobs.faults().clear();
        server.publisher.comeBack();
    }

    @Test
    void theAnswerIsTheContractsC20() {
        var answer = server.post(
                "/export/dump",
                "{\"async\":true,\"format\":\"sql\",\"callbackUrl\":\"https://example.org/hook\"}",
                "Content-Type",
                "application/json");
        String id = Orders.idOf(answer).value();
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(Orders.header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"result\":{\"jobId\":\"" + id + "\",\"status\":\"pending\",\"statusUrl\":\"/export/jobs/"
                        + id + "\",\"estimatedTables\":2}}");
        assertThat(Orders.header(answer, "Location")).isEqualTo("/export/jobs/" + id);
        assertThat(Orders.header(answer, "Retry-After")).isEqualTo("1");
    }

    @Test
    void theJobIsDurableAndThenAWorkerIsNudgedC20P1() {
        var id = orders.accepted("{\"callbackUrl\":\"https://example.org/hook\"}");
        var job = server.storedJobs.find(id).orElseThrow();
        assertThat(job.status()).isEqualTo(JobStatus.PENDING);
        assertThat(job.admission().request().database()).isEqualTo("main");
        assertThat(job.admission().request().findCallbackUrl()).contains(URI.create("https://example.org/hook"));
        assertThat(nudgeOf(id)).isEqualTo(new ChunkMessage(id, 0, Via.NEW, SampleJobs.T0));
        assertThat(server.publisher.queues()).containsOnly(MessageQueue.CHUNKS);
    }

    @Test
    void aBrokerThatIsAwayDoesNotChangeThe202AndGetsTheNudgeWhenItIsBackC20P1() {
        server.publisher.goAway();
        double failures = metric("tranche_publish_failures_total");
        var id = orders.accepted("{}");
        assertThat(server.storedJobs.find(id)).isPresent();
        await().untilAsserted(() ->
                assertThat(metric("tranche_publish_failures_total")).isEqualTo(failures + 1));
        server.publisher.comeBack();
        assertThat(nudgeOf(id)).isEqualTo(new ChunkMessage(id, 0, Via.NEW, SampleJobs.T0));
    }

    @Test
    void aJobStoreThatCannotBeWrittenIs503AndNobodyIsNudgedC20() {
        server.jobs.fail(FaultPlan.on("insert").fromCall(1));
        int sent = server.publisher.queues().size();
        var answer = server.post("/export/dump", "{}");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"error\":\"The job store cannot be used at the moment\"}");
        assertThat(Orders.header(answer, "Retry-After")).isEqualTo("5");
        assertThat(server.publisher.queues()).hasSize(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'database':'text'}",
                "{'database':'gone'}",
                "{'database':'text','tables':['whatever']}",
                "{'database':'gone','format':'csv','tables':['x','y']}"
            })
    void anUnreadableDatabaseIs202WithNoTablesC20(String body) {
        var answer = orders.post(body);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).endsWith(",\"estimatedTables\":0}}");
    }

    @ParameterizedTest
    @CsvSource({"sql,SQL", "json,JSON", "csv,CSV", "ndjson,NDJSON", "sqlite,SQLITE"})
    void theFormatsC21(String name, ExportFormat format) {
        var id = orders.accepted("{\"format\":\"" + name + "\"}");
        assertThat(orders.admission(id).understood().format()).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xml", "SQL", "", "sql "})
    void anUnknownFormatIs400AndNamesTheAllowedOnesC21(String name) {
        Orders.assertRefused(
                orders.post("{'format':'" + name + "'}"),
                400,
                "Unknown format '" + name + "'. Allowed formats: sql, json, csv, ndjson, sqlite");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'async':true}", "{'async':null}", "{}"})
    void asyncIsTrueOrAbsentC22(String body) {
        assertThat(orders.post(body).statusCode()).isEqualTo(202);
    }

    @Test
    void asyncFalseIs400AndSaysWhatToDoC22() {
        Orders.assertRefused(
                orders.post("{'async':false}"),
                400,
                "For a synchronous export use GET /export/dump; otherwise send \\\"async\\\": true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.org/x",
                "/relative",
                "example.org/x",
                "https:///nohost",
                "https:opaque",
                "https://example.org:65536/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "https://exa mple.org/",
                "http://",
                ""
            })
    void aCallbackUrlThatIsNotAbsoluteHttpIs400C23(String url) {
        Orders.assertRefused(
                orders.post("{'callbackUrl':'" + url + "'}"),
                400,
                "'callbackUrl' must be an absolute http or https URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org",
                "https://example.org:8443/a?b=c",
                "HTTPS://EXAMPLE.org/",
                "http://[::1]:9/x"
            })
    void anAbsoluteHttpUrlIsACallbackUrlC23(String url) {
        assertThat(orders.post("{'callbackUrl':'" + url + "'}").statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ann@example.org/",
                "https://ann:s3cret@example.org/",
                "http://127.0.0.1@example.org/",
                "http://@a.org/"
            })
    void aCallbackUrlWithAUserNameIs400WithoutShowingItC58(String url) {
        Orders.assertRefused(
                orders.post("{'callbackUrl':'" + url + "'}"),
                400,
                "'callbackUrl' must not contain a user name or password");
    }

    @Test
    void idsFollowTheGrammarInUtcAndNoTwoAreAlikeC26() {
        var ids = new HashSet<JobId>();
        for (int i = 0; i < 50; i++) {
            ids.add(orders.accepted(""));
        }
        assertThat(ids)
                .hasSize(50)
                .allSatisfy(id -> assertThat(id.value())
                        .matches("^export_\\d{8}-\\d{6}_[a-z0-9]{12,}$")
                        .startsWith("export_20240101-170000_"));
    }

    @Test
    void withoutAnObjectStoreAJobIs400AndTierOneWorksC27C5() {
        try (var bare = GatewayServer.with("tranche.databases-folder=" + folder)
                .withoutObjectStore()
                .start()) {
            Orders.assertRefused(
                    bare.post("/export/dump", "{}"),
                    400,
                    "Async exports require the EXPORT_BUCKET object store to be configured");
            assertThat(bare.get("/export/json/a").body()).isEqualTo("[]");
            assertThat(bare.get("/actuator/health").body()).contains("\"objectStore\":{", "\"status\":\"UNKNOWN\"");
        }
    }

    /** The message of this job; other tests' messages come before it. */
    private static ChunkMessage nudgeOf(JobId id) {
        var message = server.publisher.next();
        while (!message.jobId().equals(id)) {
            message = server.publisher.next();
        }
        return message;
    }

    private static double metric(String name) {
        return server.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }
}
