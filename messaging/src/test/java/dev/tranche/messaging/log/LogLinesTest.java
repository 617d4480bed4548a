package dev.tranche.messaging.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.event.KeyValuePair;

/** What the log's lines look like when somebody names a table after one. */
class LogLinesTest {
    private static final String FORGED = "2026-01-01T00:00:00.000Z ERROR 1 --- all databases were deleted";

    private final LoggerContext context = new LoggerContext();

    @Test
    void onlyAnEventBeginsAtTheMargin() {
        String text = lines("table 'a\n" + FORGED + "\r\n" + FORGED + "'", null);

        assertThat(text.lines())
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("INFO table 'a"),
                        second -> assertThat(second).isEqualTo("\t" + FORGED),
                        third -> assertThat(third).isEqualTo("\t" + FORGED + "'"));
    }

    @Test
    void whatMovesACursorOrTurnsTextAroundIsSpelledOut() {
        String text = lines("\u001b[2J\rx\u0085\u2028\u2029\u202e\ufeff\u0000\ud800", null);

        assertThat(text)
                .isEqualTo("INFO \\u{1b}[2J\\u{d}x\\u{85}\\u{2028}\\u{2029}\\u{202e}\\u{feff}\\u{0}\\u{d800}\n");
    }

    @Test
    void ordinaryTextOfAnyLanguageStaysAsItIs() {
        assertThat(lines("Größe\tדוגמה № 5 😀 'x'", null)).isEqualTo("INFO Größe\tדוגמה № 5 😀 'x'\n");
    }

    @Test
    void aStackTraceIsReadWithItsFramesBelowIt() {
        var cause = new IllegalStateException("no such table: b\n" + FORGED + "\u001b[31m");
        List<String> lines = lines("failed", new IllegalArgumentException("a", cause))
                .lines()
                .toList();

        assertThat(lines).contains("\tjava.lang.IllegalArgumentException: a", "\t" + FORGED + "\\u{1b}[31m");
        assertThat(lines).anyMatch(l -> l.startsWith("\t\tat " + LogLinesTest.class.getName()));
        assertThat(lines).anyMatch(l -> l.startsWith("\tCaused by: java.lang.IllegalStateException: no such table: b"));
        assertThat(lines.stream().filter(l -> !l.isBlank() && !l.startsWith("\t")))
                .containsExactly("INFO failed");
    }

    /** Or nobody could tell which job a line is about. */
    @ParameterizedTest
    @ValueSource(strings = {"m", "msg", "message"})
    void keyValuesFollowTheMessage(String word) {
        var event = event("callback delivered", null);
        event.setKeyValuePairs(List.of(new KeyValuePair("job", "export_1"), new KeyValuePair("host", "a\n" + FORGED)));

        assertThat(printed("%" + word + "%n", event))
                .isEqualTo("callback delivered job=export_1 host=a\n\t" + FORGED + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ex", "exception", "throwable", "rEx", "rootException", "xEx", "xException", "xThrowable", "wex"
            })
    void everyWordForAnExceptionIndentsIt(String word) {
        var text = printed("%m%n%" + word, event("failed", new IllegalStateException("a\n" + FORGED)));

        assertThat(text.lines()).contains("\t" + FORGED).doesNotContain(FORGED);
    }

    private String lines(String message, @Nullable Throwable exception) {
        return printed("%p %m%n%wEx", event(message, exception));
    }

    private LoggingEvent event(String message, @Nullable Throwable exception) {
        var logger = context.getLogger("test");
        return new LoggingEvent("test", logger, Level.INFO, "{}", exception, new Object[] {message});
    }

    /** As the console has them with that pattern. */
    private String printed(String pattern, LoggingEvent event) {
        context.putProperty("CONSOLE_LOG_PATTERN", pattern);
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        assertThatNoException()
                .isThrownBy(() -> configurator.doConfigure(LogLinesTest.class.getResource("/logback-spring.xml")));
        var console = (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("CONSOLE");
        return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
