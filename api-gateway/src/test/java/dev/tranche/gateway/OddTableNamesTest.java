package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** C11–C13 for table names that paths have trouble with. */
class OddTableNamesTest {
    private static final List<String> CARRIED_BY_PATHS = List.of(
            "with space",
            "a/b",
            "a//b",
            "100%",
            "%2F",
            "a\nb",
            "a\rb",
            "semi;colon",
            "q?m#h",
            "am&p=er",
            "plus+plus",
            "ünï😀",
            "quote\"quote",
            "it's",
            "tab\there",
            "a.b",
            "...",
            "[x]",
            "{table}",
            "a|b",
            "~",
            "-",
            "\u2028",
            "\u007f");

    /** These only a parameter carries: Tomcat refuses a backslash, folds dots, and matches no empty segment. */
    private static final List<String> CARRIED_BY_PARAMETERS_ONLY =
            List.of("back\\slash", ".", "..", "../x", "a/../b", "");

    @TempDir
    private static Path folder;

    @AutoClose
    private static GatewayServer server;

    @BeforeAll
    static void start() {
        Databases.make(
                folder.resolve("main.db"),
                all().map(name -> "CREATE TABLE \"" + name.replace("\"", "\"\"") + "\"(x)")
                        .toArray(String[]::new));
        server = GatewayServer.with("tranche.databases-folder=" + folder).start();
    }

    private static Stream<String> all() {
        return Stream.concat(CARRIED_BY_PATHS.stream(), CARRIED_BY_PARAMETERS_ONLY.stream());
    }

    private static Stream<String> carriedByPaths() {
        return CARRIED_BY_PATHS.stream();
    }

    @ParameterizedTest
    @MethodSource("carriedByPaths")
    void thePathCarriesTheNameC12(String name) {
        var answer = server.get("/export/csv/" + encoded(name));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("x\r\n");
    }

    @ParameterizedTest
    @MethodSource("all")
    void theParameterCarriesTheNameC12(String name) {
        var answer = server.get("/export/csv?table=" + encoded(name));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("x\r\n");
    }

    @ParameterizedTest
    @MethodSource("carriedByPaths")
    void anUnknownOddNameComesBackInTheErrorAndNowhereElseC13(String name) {
        var answer = server.get("/export/json/" + encoded("no " + name));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).startsWith("{\"error\":\"Table 'no ").endsWith("' does not exist.\"}");
        assertThat(answer.headers().map()).doesNotContainKey("content-disposition");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a%2Fb|attachment; filename=\"a_b_export.csv\"; filename*=UTF-8''a%2Fb_export.csv",
                "a%0Ab|attachment; filename=\"a_b_export.csv\"; filename*=UTF-8''a%0Ab_export.csv",
                "it's|attachment; filename=\"it's_export.csv\"",
                "%C3%BCn%C3%AF%F0%9F%98%80"
                        + "|attachment; filename=\"_n___export.csv\"; filename*=UTF-8''%C3%BCn%C3%AF%F0%9F%98%80_export.csv",
                "quote%22quote"
                        + "|attachment; filename=\"quote_quote_export.csv\"; filename*=UTF-8''quote%22quote_export.csv"
            },
            quoteCharacter = '~')
    void theFileNameCannotBreakTheHeaderC12(String path, String header) {
        assertThat(server.get("/export/csv/" + path).headers().firstValue("Content-Disposition"))
                .contains(header);
    }

    @Test
    void whatTomcatItselfRefusesIsJsonTooC60() {
        for (String path : List.of("/export/csv/a%00b", "/export/csv/a%5Cb")) {
            var answer = server.get(path);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("{\"error\":\"Bad request\"}");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        }
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
