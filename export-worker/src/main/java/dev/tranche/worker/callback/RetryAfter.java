package dev.tranche.worker.callback;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Reads {@code Retry-After}: seconds, or a date in any of HTTP's three forms. Source: RFC 9110, 10.2.3 and 5.6.7. */
final class RetryAfter {
    /** Also the bound of what is honoured: a date in a century would be the end of a callback. */
    static final Duration LONGEST = Duration.ofHours(6);

    /** More digits are longer than {@link #LONGEST} anyway. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private static final Pattern MORE_SECONDS = Pattern.compile("[0-9]+");

    private RetryAfter() {}

    /** How long the receiver asks to be left alone, at most {@link #LONGEST}; zero if it says nothing, nonsense, or the past. */
    static Duration parse(@Nullable String value, Instant now) {
        var text = value == null ? "" : value.strip();
        if (SECONDS.matcher(text).matches()) {
            return bounded(Duration.ofSeconds(Long.parseLong(text)));
        }
        return MORE_SECONDS.matcher(text).matches()
                ? LONGEST
                : date(text).map(at -> bounded(Duration.between(now, at))).orElse(Duration.ZERO);
    }

    private static Optional<Instant> date(String text) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, text.replace("  ", " 0")); // C's asctime pads the day by a space.
        try {
            long millis = headers.getFirstDate(HttpHeaders.RETRY_AFTER);
            return millis < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration asked) {
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
