package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.CsvDialect;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.SqlContent;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C24: what a POST may choose of how the file is written. */
class AdmissionOptionsTest {
    private static final Pattern JOB_ID = Pattern.compile("\"jobId\":\"([^\"]+)\"");

    @TempDir
    private static Path folder;

    private static GatewayServer server;

    @BeforeAll
    static void start() throws Exception {
        Databases.make(
                folder.resolve("main.db"),
                "CREATE TABLE a(x)",
                "CREATE TABLE b(y)",
                "CREATE VIRTUAL TABLE f USING fts5(z)");
        server = GatewayServer.with("tranche.databases-folder=" + folder).start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|EVERYTHING",
                "{'schemaOnly':true}|SCHEMA",
                "{'dataOnly':true,'format':'sql'}|DATA",
                "{'schemaOnly':false,'dataOnly':true}|DATA",
                "{'schemaOnly':null,'dataOnly':null}|EVERYTHING",
                "{'schemaOnly':true,'tables':['a']}|SCHEMA"
            })
    void aScriptIsOfSchemaAndRowsUnlessOneAloneIsAskedFor(String body, SqlContent content) {
        assertThat(options(body)).isEqualTo(ExportOptions.DEFAULT.with(content));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'schemaOnly':true,'dataOnly':true}|'schemaOnly' and 'dataOnly' must not both be true",
                "{'schemaOnly':true,'format':'json'}|'schemaOnly' is for the format sql only",
                "{'dataOnly':true,'format':'csv'}|'dataOnly' is for the format sql only",
                "{'dataOnly':true,'format':'ndjson'}|'dataOnly' is for the format sql only",
                "{'schemaOnly':'true'}|'schemaOnly' must be true or false",
                "{'dataOnly':1}|'dataOnly' must be true or false"
            })
    void schemaOrRowsAloneAreRefusedByNameWhereTheyMakeNoSense(String body, String error) {
        assertRefused(body, error);
    }

    @Test
    void aCsvMayBeWrittenOtherwise() {
        var csv = "{'format':'csv','csv':{'delimiter':'\\t','nullText':'\\\\N','bom':true,'formulaGuard':true}}";
        assertThat(options(csv))
                .isEqualTo(ExportOptions.DEFAULT.with(CsvDialect.RFC_4180
                        .withDelimiter('\t')
                        .withNullText("\\N")
                        .withBom()
                        .withFormulaGuard()));
        assertThat(options("{'format':'csv','csv':{'delimiter':';','bom':null,'formulaGuard':false}}"))
                .isEqualTo(ExportOptions.DEFAULT.with(CsvDialect.RFC_4180.withDelimiter(';')));
        assertThat(options("{'format':'csv','csv':{}}")).isEqualTo(ExportOptions.DEFAULT);
        assertThat(options("{'format':'csv','csv':null}")).isEqualTo(ExportOptions.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",,", "a", "0", "-", ".", "=", "\\\"", " ", "\\n", "ü"})
    void aDelimiterIsOneOfThose(String delimiter) {
        assertRefused(
                "{'format':'csv','csv':{'delimiter':'" + delimiter + "'}}",
                "'csv.delimiter' must be one of , ; : | ^ ~ or a tab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a;b",
                "\\\"",
                "\\n",
                "\\u0000",
                "\\ud83d",
                "0123456789012345678901234567890123456789012345678901234567890123x"
            })
    void theTextForNullIsReadWithoutQuotes(String nullText) {
        assertRefused(
                "{'format':'csv','csv':{'delimiter':';','nullText':'" + nullText + "'}}",
                "'csv.nullText' must have at most 64 characters, and no quote, delimiter or control character");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'csv':{}}|'csv' is for the format csv only",
                "{'format':'json','csv':{'bom':true}}|'csv' is for the format csv only",
                "{'format':'csv','csv':'tabs'}|'csv' must be a JSON object",
                "{'format':'csv','csv':{'bom':'yes'}}|'csv.bom' must be true or false",
                "{'format':'csv','csv':{'formulaGuard':1}}|'csv.formulaGuard' must be true or false",
                "{'format':'csv','csv':{'delimiter':9}}|'csv.delimiter' must be a string",
                "{'format':'csv','csv':{'nullText':0}}|'csv.nullText' must be a string",
                "{'format':'csv','csv':{'quote':'x'}}|Unknown member 'csv.quote'"
            })
    void whatIsNoCsvOptionIsRefusedByName(String body, String error) {
        assertRefused(body, error);
    }

    @Test
    void theEstimateCountsTheTablesThatAreDefinedOrRead() {
        assertThat(post("{'schemaOnly':true}").body()).endsWith("\"estimatedTables\":3}}");
        assertThat(post("{'dataOnly':true}").body()).endsWith("\"estimatedTables\":7}}");
        assertThat(post("{'schemaOnly':true,'tables':['f']}").body()).endsWith("\"estimatedTables\":1}}");
    }

    @Test
    void theStatusSaysWhatWasChosenC30() {
        assertThat(status("{'schemaOnly':true}"))
                .contains("\"compression\":\"none\",\"options\":{\"schemaOnly\":true},");
        assertThat(status("{'format':'csv','csv':{'delimiter':';'}}"))
                .contains(
                        "\"options\":{\"csv\":{\"delimiter\":\";\",\"nullText\":\"\",\"bom\":false,\"formulaGuard\":false}},");
        assertThat(status("{}")).contains("\"options\":{},");
    }

    private static ExportOptions options(String body) {
        return server.storedJobs
                .find(accepted(body))
                .orElseThrow()
                .admission()
                .understood()
                .options();
    }

    private static String status(String body) {
        return server.get("/export/jobs/" + accepted(body)).body();
    }

    private static JobId accepted(String body) {
        var answer = post(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var id = JOB_ID.matcher(answer.body());
        assertThat(id.find()).isTrue();
        return new JobId(id.group(1));
    }

    private static void assertRefused(String body, String error) {
        var answer = post(body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}");
    }

    private static HttpResponse<String> post(String withSingleQuotes) {
        return server.post("/export/dump", withSingleQuotes.replace('\'', '"'));
    }
}
