package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C10–C14, as far as the answer is whole; what is cut is in {@link SyncCutTest}. */
class SyncExportTest {
    @TempDir
    private static Path folder;

    @AutoClose
    private static GatewayServer server;

    @BeforeAll
    static void start() throws IOException {
        Databases.make(
                folder.resolve("main.db"),
                "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT, x BLOB)",
                "INSERT INTO users VALUES (1, 'Ann, \"the\" one', NULL), (2, 'Zoë', x'00ff')",
                "CREATE TABLE empty(a, b)",
                "CREATE VIEW seen AS SELECT * FROM users");
        Databases.make(folder.resolve("other.db"), "CREATE TABLE only_here(a)");
        Files.writeString(folder.resolve("text.db"), "this is no database, however long it may be".repeat(100));
        server = GatewayServer.with(
                        "tranche.databases-folder=" + folder, "tranche.databases.gone.path=" + folder.resolve("gone"))
                .start();
    }

    @Test
    void aDumpRestoresC10() throws SQLException {
        var answer = server.get("/export/dump");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/x-sqlite3");
        assertThat(header(answer, "Content-Disposition")).isEqualTo("attachment; filename=\"database_dump.sql\"");
        try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                var statement = connection.createStatement()) {
            statement.executeUpdate(answer.body());
            var row = statement.executeQuery("SELECT count(*), group_concat(name), hex(max(x)) FROM seen");
            assertThat(row.getInt(1)).isEqualTo(2);
            assertThat(row.getString(2)).isEqualTo("Ann, \"the\" one,Zoë");
            assertThat(row.getString(3)).isEqualTo("00FF");
        }
    }

    @Test
    void aTableAsJsonIsOneArrayOfRowObjectsC11() {
        var answer = server.get("/export/json/users");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(header(answer, "Content-Disposition")).isEqualTo("attachment; filename=\"users_export.json\"");
        assertThat(answer.body().replace("\n", ""))
                .isEqualTo("[{\"id\":1,\"name\":\"Ann, \\\"the\\\" one\",\"x\":null},"
                        + "{\"id\":2,\"name\":\"Zoë\",\"x\":\"AP8=\"}]");
    }

    @Test
    void anEmptyTableIsAnEmptyArrayC11() {
        assertThat(server.get("/export/json/empty").body().strip()).isEqualTo("[]");
    }

    @Test
    void aTableAsCsvHasAHeaderLineAndRowsC12() {
        var answer = server.get("/export/csv/users");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("text/csv");
        assertThat(header(answer, "Content-Disposition")).isEqualTo("attachment; filename=\"users_export.csv\"");
        assertThat(answer.body()).isEqualTo("id,name,x\r\n1,\"Ann, \"\"the\"\" one\",\r\n2,Zoë,AP8=\r\n");
    }

    @Test
    void anEmptyTableAsCsvIsItsHeaderC12() {
        assertThat(server.get("/export/csv/empty").body()).isEqualTo("a,b\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/export/json/nix", "/export/csv/nix", "/export/json?table=nix", "/export/csv?table=nix"})
    void anUnknownTableIs404NamingItC13(String path) {
        assertRefused(server.get(path), 404, "Table 'nix' does not exist.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"seen", "sqlite_schema", "sqlite_sequence"})
    void aViewOrATableOfSqliteIsNoTableC13(String name) {
        assertRefused(server.get("/export/json/" + name), 404, "Table '" + name + "' does not exist.");
    }

    @ParameterizedTest
    @CsvSource({
        "/export/dump?database=text,Failed to create database dump",
        "/export/json/t?database=text,Failed to export table to JSON",
        "/export/csv/t?database=text,Failed to export table to CSV",
        "/export/dump?database=gone,Failed to create database dump",
        "/export/json/t?database=gone,Failed to export table to JSON",
        "/export/csv/t?database=gone,Failed to export table to CSV"
    })
    void aDatabaseThatCannotBeReadIs500C14(String path, String error) {
        assertRefused(server.get(path), 500, error);
    }

    @Test
    void aProblemInsteadIsAskedForByAcceptC60() {
        assertThat(server.get("/export/dump?database=text", "Accept", "application/problem+json")
                        .body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Internal Server Error\",\"status\":500,"
                        + "\"detail\":\"Failed to create database dump\"}");
    }

    @Test
    void anotherDatabaseIsChosenByNameAndAnUnknownOneIs404() {
        assertThat(server.get("/export/csv/only_here?database=other").body()).isEqualTo("a\r\n");
        assertRefused(server.get("/export/dump?database=nix"), 404, "Database 'nix' does not exist.");
        assertRefused(server.get("/export/csv/t?database=..%2Fmain"), 404, "Database '../main' does not exist.");
    }

    @Test
    void aDatabaseThatComesIntoTheFolderIsThereWithoutARestart() {
        assertThat(server.get("/export/csv/t?database=late").statusCode()).isEqualTo(404);
        Databases.make(folder.resolve("late.sqlite"), "CREATE TABLE t(a)");
        assertThat(server.get("/export/csv/t?database=late").statusCode()).isEqualTo(200);
    }

    @Test
    void aTableMustBeNamed() {
        assertRefused(server.get("/export/json"), 400, "The request must name a table, in the path or as ?table=NAME");
    }

    @Test
    void headHasTheHeadersOfTheExportAndNoBody() {
        var answer = server.call("HEAD", "/export/csv/users");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("text/csv");
        assertThat(answer.body()).isEmpty();
        assertThat(server.call("HEAD", "/export/csv/nix").statusCode()).isEqualTo(404);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(header(answer, "Content-Disposition")).isEqualTo("none");
    }
}
