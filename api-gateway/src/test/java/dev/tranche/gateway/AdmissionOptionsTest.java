package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.Compression;
import dev.tranche.model.job.CsvDialect;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.OnDamage;
import dev.tranche.model.job.SqlContent;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C24: what a POST may choose of how the file is written. */
class AdmissionOptionsTest {
    @TempDir
    private static Path folder;

    @AutoClose
    private static GatewayServer server;

    private static Orders orders;

    @BeforeAll
    static void start() throws Exception {
        Databases.make(
                folder.resolve("main.db"),
                "CREATE TABLE a(x)",
                "CREATE TABLE b(y)",
                "CREATE VIRTUAL TABLE f USING fts5(z)");
        server = GatewayServer.with("tranche.databases-folder=" + folder).start();
        orders = new Orders(server);
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
        assertThat(orders.post("{'schemaOnly':true}").body()).endsWith("\"estimatedTables\":3}}");
        assertThat(orders.post("{'dataOnly':true}").body()).endsWith("\"estimatedTables\":7}}");
        assertThat(orders.post("{'schemaOnly':true,'tables':['f']}").body()).endsWith("\"estimatedTables\":1}}");
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

    @ParameterizedTest
    @CsvSource({"'none',NONE", "'gzip',GZIP", "'zstd',ZSTD"})
    void theCompressionsC24(String name, Compression compression) {
        assertThat(options("{'compression':'" + name + "'}").compression()).isEqualTo(compression);
    }

    @Test
    void anExportIsNotCompressedUnlessAskedForC24() {
        assertThat(options("{}")).isEqualTo(ExportOptions.DEFAULT);
        assertThat(options("{'compression':null}")).isEqualTo(ExportOptions.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lzma", "GZIP", "gz", ""})
    void anUnknownCompressionIs400AndNamesTheAllowedOnesC24(String name) {
        assertRefused(
                "{'compression':'" + name + "'}",
                "Unknown compression '" + name + "'. Allowed compressions: none, gzip, zstd");
    }

    @Test
    void whatBecomesOfDamageIsChosenC24() {
        assertThat(options("{'onDamage':'skip'}").onDamage()).isEqualTo(OnDamage.SKIP);
        assertThat(options("{'onDamage':'fail'}")).isEqualTo(ExportOptions.DEFAULT);
        assertRefused("{'onDamage':'ignore'}", "'onDamage' must be one of fail, skip");
        assertRefused(
                "{'onDamage':'skip','format':'sqlite'}",
                "'onDamage' must be fail with format sqlite, whose file is as the database is");
    }

    @Test
    void aSqliteFileTakesNoTablesC24() {
        assertRefused(
                "{'format':'sqlite','tables':['a']}",
                "'tables' must be left out with format sqlite, whose file holds the whole database");
        assertThat(orders.post("{'format':'sqlite','tables':null,'compression':'zstd'}")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void aZipIsNotCompressedAgainC24() {
        String refusal =
                "'compression' must be none for a zip of CSV files, which is compressed already; name one table in"
                        + " 'tables' for a single CSV file";
        assertRefused("{'format':'csv','compression':'gzip'}", refusal);
        assertRefused("{'format':'csv','compression':'zstd','tables':['a','b']}", refusal);
        assertThat(orders.post("{'format':'csv','compression':'none'}").statusCode())
                .isEqualTo(202);
        assertThat(orders.post("{'format':'csv','compression':'zstd','tables':['a']}")
                        .statusCode())
                .isEqualTo(202);
    }

    private static ExportOptions options(String body) {
        return orders.admission(orders.accepted(body)).understood().options();
    }

    private static String status(String body) {
        return server.get("/export/jobs/" + orders.accepted(body)).body();
    }

    private static void assertRefused(String body, String error) {
        Orders.assertRefused(orders.post(body), 400, error);
    }
}
