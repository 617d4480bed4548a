package dev.tranche.standalone.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.checksum.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.security.SecureRandom;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C62: how an operator makes a token. */
class TokenCommandTest {
    /** What Spring Security takes for a bearer token (RFC 6750, section 2.1). */
    private static final Pattern SHOWN =
            Pattern.compile("The token of (\\S+) \\(role (\\S+)\\), shown once: ([A-Za-z0-9._~+/-]{51})\\R");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... words) {
        return new TokenCommand(
                        new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), new SecureRandom())
                .run(List.of(words));
    }

    @Test
    void theTokenIsShownOnceAndItsHashIsWhatTheGatewayIsConfiguredWithC62() throws Exception {
        assertThat(run("reports", "--role", "read", "--number=3")).isZero();

        MatchResult shown = shown();
        assertThat(shown.group(1)).isEqualTo("reports");
        assertThat(shown.group(2)).isEqualTo("read");
        var properties = new Properties();
        properties.load(new StringReader(out.toString(UTF_8)));
        assertThat(properties)
                .containsOnlyKeys("tranche.tokens[3].name", "tranche.tokens[3].sha256", "tranche.tokens[3].role")
                .containsEntry("tranche.tokens[3].name", "reports")
                .containsEntry(
                        "tranche.tokens[3].sha256",
                        Sha256.of(shown.group(3).getBytes(UTF_8)).hex())
                .containsEntry("tranche.tokens[3].role", "read");
        assertThat(out.toString(UTF_8)).doesNotContain(shown.group(3));
    }

    private MatchResult shown() {
        var matcher = SHOWN.matcher(err.toString(UTF_8));
        assertThat(matcher.matches()).as(err.toString(UTF_8)).isTrue();
        return matcher.toMatchResult();
    }

    @Test
    void theFirstOneOfAnExporterNeedsANameOnly() {
        assertThat(run("nightly-jobs@example.org")).isZero();

        assertThat(out.toString(UTF_8)).contains("tranche.tokens[0].role=export");
    }

    @Test
    void noTwoAreAlike() {
        run("one");
        String first = shown().group(3);
        err.reset();
        run("one");

        assertThat(shown().group(3)).startsWith("tranche_").isNotEqualTo(first);
    }

    @Test
    void nothingThatPrintsTheObjectPrintsTheToken() {
        var token = NewToken.draw(new Random(1));

        assertThat(token).hasToString("NewToken[***]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"|needs a name",
                "a\\b|needs a name",
                "--role|needs a name",
                "x=y|needs a name",
                "reports --role root|'root' is no role",
                "reports --role READ|'READ' is no role",
                "reports --role|--role needs a value",
                "reports --role read --role=read|--role is said twice",
                "reports --number -1|'-1' is no number of a token",
                "reports admin|what is 'admin'?"
            })
    void wordsThatMakeNoSenseMakeNoToken(String words, String message) {
        assertThat(run(words.split(" "))).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains(message, "usage: token NAME").doesNotContain("shown once");
        assertThat(out.size()).isZero();
    }
}
