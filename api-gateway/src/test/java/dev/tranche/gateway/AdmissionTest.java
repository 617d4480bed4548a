package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.job.Compression;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.job.OnDamage;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.Via;
import dev.tranche.model.store.Admission;
import dev.tranche.model.store.SampleJobs;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C20–C27. */
class AdmissionTest {
    @TempDir
    private static Path folder;

    private static GatewayServer server;

    @BeforeAll
    static void start() throws Exception {
        Databases.make(
                folder.resolve("main.db"), "CREATE TABLE a(x)", "CREATE TABLE b(y)", "CREATE VIEW v AS SELECT 1");
        Databases.make(folder.resolve("other.db"), "CREATE TABLE \"odd / 'name\"(x)");
        Files.writeString(folder.resolve("text.db"), "this is no database, however long it may be".repeat(100));
        server = GatewayServer.with(
                        "tranche.databases-folder=" + folder, "tranche.databases.gone.path=" + folder.resolve("gone"))
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
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
        String id = idOf(answer).value();
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"result\":{\"jobId\":\"" + id + "\",\"status\":\"pending\",\"statusUrl\":\"/export/jobs/"
                        + id + "\",\"estimatedTables\":2}}");
        assertThat(header(answer, "Location")).isEqualTo("/export/jobs/" + id);
        assertThat(header(answer, "Retry-After")).isEqualTo("1");
    }

    @Test
    void theJobIsDurableAndThenAWorkerIsNudgedC20P1() {
        var id = accepted("{\"callbackUrl\":\"https://example.org/hook\"}");
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
        var id = accepted("{}");
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
        assertThat(header(answer, "Retry-After")).isEqualTo("5");
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
        var answer = postJson(body);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).endsWith(",\"estimatedTables\":0}}");
    }

    @ParameterizedTest
    @CsvSource({"sql,SQL", "json,JSON", "csv,CSV", "ndjson,NDJSON", "sqlite,SQLITE"})
    void theFormatsC21(String name, ExportFormat format) {
        var id = accepted("{\"format\":\"" + name + "\"}");
        assertThat(admission(id).understood().format()).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xml", "SQL", "", "sql "})
    void anUnknownFormatIs400AndNamesTheAllowedOnesC21(String name) {
        assertRefused(
                postJson("{'format':'" + name + "'}"),
                400,
                "Unknown format '" + name + "'. Allowed formats: sql, json, csv, ndjson, sqlite");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'async':true}", "{'async':null}", "{}"})
    void asyncIsTrueOrAbsentC22(String body) {
        assertThat(postJson(body).statusCode()).isEqualTo(202);
    }

    @Test
    void asyncFalseIs400AndSaysWhatToDoC22() {
        assertRefused(
                postJson("{'async':false}"),
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
        assertRefused(
                postJson("{'callbackUrl':'" + url + "'}"), 400, "'callbackUrl' must be an absolute http or https URL");
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
        assertThat(postJson("{'callbackUrl':'" + url + "'}").statusCode()).isEqualTo(202);
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
        assertRefused(
                postJson("{'callbackUrl':'" + url + "'}"),
                400,
                "'callbackUrl' must not contain a user name or password");
    }

    @Test
    void databaseAndTablesAreKeptAndCountedC24() {
        var answer = postJson("{'database':'main','tables':['b','a'],'format':'json'}");
        assertThat(answer.body()).endsWith(",\"estimatedTables\":2}}");
        assertThat(admission(idOf(answer)).request().tables()).containsExactly("b", "a");
    }

    @Test
    void aTableWithAnOddNameIsATableC24() {
        var answer = server.post("/export/dump", "{\"database\":\"other\",\"tables\":[\"odd / 'name\"]}");
        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    void anUnknownDatabaseIs404NamingItC24() {
        assertRefused(postJson("{'database':'nix'}"), 404, "Database 'nix' does not exist.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../main", "main.db", "/etc/passwd", ""})
    void aDatabaseIsANameAndNeverAPathC24(String name) {
        assertRefused(postJson("{'database':'" + name + "'}"), 404, "Database '" + name + "' does not exist.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nix", "v", "sqlite_schema"})
    void anUnknownTableIs404NamingItC24(String table) {
        assertRefused(postJson("{'tables':['a','" + table + "']}"), 404, "Table '" + table + "' does not exist.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compressions", "schemaonly", "csv.bom", "Format", "callback_url"})
    void anUnknownMemberIs400NamingItC24(String member) {
        assertRefused(postJson("{'" + member + "':null}"), 400, "Unknown member '" + member + "'");
    }

    @ParameterizedTest
    @CsvSource({"'none',NONE", "'gzip',GZIP", "'zstd',ZSTD"})
    void theCompressionsC24(String name, Compression compression) {
        assertThat(admission(accepted("{\"compression\":\"" + name + "\"}"))
                        .understood()
                        .options()
                        .compression())
                .isEqualTo(compression);
    }

    @Test
    void anExportIsNotCompressedUnlessAskedForC24() {
        assertThat(admission(accepted("{}")).understood().options()).isEqualTo(ExportOptions.DEFAULT);
        assertThat(admission(accepted("{\"compression\":null}")).understood().options())
                .isEqualTo(ExportOptions.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lzma", "GZIP", "gz", ""})
    void anUnknownCompressionIs400AndNamesTheAllowedOnesC24(String name) {
        assertRefused(
                postJson("{'compression':'" + name + "'}"),
                400,
                "Unknown compression '" + name + "'. Allowed compressions: none, gzip, zstd");
    }

    @Test
    void whatBecomesOfDamageIsChosenC24() {
        assertThat(admission(accepted("{\"onDamage\":\"skip\"}"))
                        .understood()
                        .options()
                        .onDamage())
                .isEqualTo(OnDamage.SKIP);
        assertThat(admission(accepted("{\"onDamage\":\"fail\"}")).understood().options())
                .isEqualTo(ExportOptions.DEFAULT);
        assertRefused(postJson("{'onDamage':'ignore'}"), 400, "'onDamage' must be one of fail, skip");
        assertRefused(
                postJson("{'onDamage':'skip','format':'sqlite'}"),
                400,
                "'onDamage' must be fail with format sqlite, whose file is as the database is");
    }

    @Test
    void aSqliteFileTakesNoTablesC24() {
        assertRefused(
                postJson("{'format':'sqlite','tables':['a']}"),
                400,
                "'tables' must be left out with format sqlite, whose file holds the whole database");
        assertThat(postJson("{'format':'sqlite','tables':null,'compression':'zstd'}")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void aZipIsNotCompressedAgainC24() {
        String refusal =
                "'compression' must be none for a zip of CSV files, which is compressed already; name one table in"
                        + " 'tables' for a single CSV file";
        assertRefused(postJson("{'format':'csv','compression':'gzip'}"), 400, refusal);
        assertRefused(postJson("{'format':'csv','compression':'zstd','tables':['a','b']}"), 400, refusal);
        assertThat(postJson("{'format':'csv','compression':'none'}").statusCode())
                .isEqualTo(202);
        assertThat(postJson("{'format':'csv','compression':'zstd','tables':['a']}")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void emptyOrRepeatedTablesAre400NamingThemC24() {
        assertRefused(postJson("{'tables':[]}"), 400, "'tables' must not be empty; leave it out to export all tables");
        assertRefused(postJson("{'tables':['a','b','a']}"), 400, "'tables' names 'a' more than once");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'async':'true'}|'async' must be true or false",
                "{'async':1}|'async' must be true or false",
                "{'format':1}|'format' must be a string",
                "{'format':['sql']}|'format' must be a string",
                "{'callbackUrl':{}}|'callbackUrl' must be a string",
                "{'database':7}|'database' must be a string",
                "{'tables':'a'}|'tables' must be an array of table names",
                "{'tables':[1]}|'tables' must be an array of table names",
                "{'tables':['a',null]}|'tables' must be an array of table names"
            },
            quoteCharacter = '~')
    void aMemberOfTheWrongTypeIs400NamingItC60(String body, String error) {
        assertRefused(postJson(body), 400, error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n\t"})
    void aMissingBodyIsADefaultSqlJobC25(String body) {
        var request = admission(accepted(body)).understood();
        assertThat(request.format()).isEqualTo(ExportFormat.SQL);
        assertThat(request.tables()).isEmpty();
        assertThat(request.findCallbackUrl()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;charset=utf-8",
                "application/x-www-form-urlencoded",
                "text/plain",
                "multipart/form-data",
                "no type at all"
            })
    void theBodyIsJsonWhateverItsTypeC25(String type) {
        var answer = RawHttp.to(server.port())
                .send(
                        "POST /export/dump HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                                + "\r\nContent-Length: 17\r\n",
                        "{\"format\":\"json\"}");
        assertThat(answer.status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "\"text\"",
                "1",
                "{",
                "{\"format\":\"sql\"",
                "{\"format\":\"sql\",}",
                "{'format':'sql'}",
                "format=sql",
                "{} {}",
                "{}x",
                "{\"format\":\"sql\",\"format\":\"csv\"}",
                "\u0000"
            })
    void whatIsNotAJsonObjectIs400C25(String body) {
        assertRefused(server.post("/export/dump", body), 400, "Request body must be a JSON object");
    }

    @Test
    void aBodyThatNobodyNeedsIs413C60() {
        var answer = server.post("/export/dump", " ".repeat(1024 * 1024 + 1));
        assertRefused(answer, 413, "Request body must not be larger than 1048576 bytes");
    }

    @Test
    void idsFollowTheGrammarInUtcAndNoTwoAreAlikeC26() {
        var ids = new HashSet<JobId>();
        for (int i = 0; i < 50; i++) {
            ids.add(accepted(""));
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
            assertRefused(
                    bare.post("/export/dump", "{}"),
                    400,
                    "Async exports require the EXPORT_BUCKET object store to be configured");
            assertThat(bare.get("/export/json/a").body()).isEqualTo("[]");
            assertThat(bare.get("/actuator/health").body()).contains("\"objectStore\":{", "\"status\":\"UNKNOWN\"");
        }
    }

    @Test
    void aRequestThatNamesNoDatabaseOfSeveralIs400ListingThemC24() {
        try (var two = GatewayServer.with("tranche.databases.a.path=/a.db", "tranche.databases.b.path=/b.db")
                .start()) {
            assertRefused(two.post("/export/dump", ""), 400, "The request must name a database: a, b");
        }
    }

    private static HttpResponse<String> postJson(String withSingleQuotes) {
        return server.post("/export/dump", withSingleQuotes.replace('\'', '"'));
    }

    private static JobId accepted(String body) {
        var answer = server.post("/export/dump", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return idOf(answer);
    }

    private static JobId idOf(HttpResponse<String> answer) {
        return new JobId(header(answer, "Location").substring("/export/jobs/".length()));
    }

    private static Admission admission(JobId id) {
        return server.storedJobs.find(id).orElseThrow().admission();
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

    private static void assertRefused(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }
}
