package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.ExportFormat;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the body of a POST may say, and what it may not (C24, C25, C60). */
class AdmissionBodyTest {
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
        server = GatewayServer.with("tranche.databases-folder=" + folder).start();
        orders = new Orders(server);
    }

    @Test
    void databaseAndTablesAreKeptAndCountedC24() {
        var answer = orders.post("{'database':'main','tables':['b','a'],'format':'json'}");
        assertThat(answer.body()).endsWith(",\"estimatedTables\":2}}");
        assertThat(orders.admission(Orders.idOf(answer)).request().tables()).containsExactly("b", "a");
    }

    @Test
    void aTableWithAnOddNameIsATableC24() {
        var answer = server.post("/export/dump", "{\"database\":\"other\",\"tables\":[\"odd / 'name\"]}");
        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    void anUnknownDatabaseIs404NamingItC24() {
        Orders.assertRefused(orders.post("{'database':'nix'}"), 404, "Database 'nix' does not exist.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../main", "main.db", "/etc/passwd", ""})
    void aDatabaseIsANameAndNeverAPathC24(String name) {
        Orders.assertRefused(
                orders.post("{'database':'" + name + "'}"), 404, "Database '" + name + "' does not exist.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nix", "v", "sqlite_schema"})
    void anUnknownTableIs404NamingItC24(String table) {
        Orders.assertRefused(
                orders.post("{'tables':['a','" + table + "']}"), 404, "Table '" + table + "' does not exist.");
    }

    @Test
    void aRequestThatNamesNoDatabaseOfSeveralIs400ListingThemC24() {
        try (var two = GatewayServer.with("tranche.databases.a.path=/a.db", "tranche.databases.b.path=/b.db")
                .start()) {
            Orders.assertRefused(two.post("/export/dump", ""), 400, "The request must name a database: a, b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compressions", "schemaonly", "csv.bom", "Format", "callback_url"})
    void anUnknownMemberIs400NamingItC24(String member) {
        Orders.assertRefused(orders.post("{'" + member + "':null}"), 400, "Unknown member '" + member + "'");
    }

    @Test
    void emptyOrRepeatedTablesAre400NamingThemC24() {
        Orders.assertRefused(
                orders.post("{'tables':[]}"), 400, "'tables' must not be empty; leave it out to export all tables");
        Orders.assertRefused(orders.post("{'tables':['a','b','a']}"), 400, "'tables' names 'a' more than once");
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
        Orders.assertRefused(orders.post(body), 400, error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n\t"})
    void aMissingBodyIsADefaultSqlJobC25(String body) {
        var request = orders.admission(orders.accepted(body)).understood();
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
        Orders.assertRefused(server.post("/export/dump", body), 400, "Request body must be a JSON object");
    }

    @Test
    void aBodyThatNobodyNeedsIs413C60() {
        var answer = server.post("/export/dump", " ".repeat(1024 * 1024 + 1));
        Orders.assertRefused(answer, 413, "Request body must not be larger than 1048576 bytes");
    }
}
