package dev.tranche.messaging.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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

    private String lines(String message, @Nullable Throwable exception) {
        var layout = new PatternLayout();
        layout.setContext(context);
        layout.getInstanceConverterMap().put("m", IndentedMessage::new);
        layout.getInstanceConverterMap().put("wEx", IndentedTrace::new);
        layout.setPattern("%p %m%n%wEx");
        layout.start();
        var logger = context.getLogger("test");
        return layout.doLayout(new LoggingEvent("test", logger, Level.INFO, "{}", exception, new Object[] {message}));
    }
}
