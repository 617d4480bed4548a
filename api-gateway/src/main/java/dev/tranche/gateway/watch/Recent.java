package dev.tranche.gateway.watch;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is asked for at most once in a while, so that a scrape of many gauges is one question. That there was none is kept
 * as well: a thing that is away is not asked again by every gauge. Thread-safe.
 */
final class Recent<T> {
    private final Supplier<T> question;
    private final long maxAgeNanos;
    private final LongSupplier nanoTime;

    private @Nullable T answer;
    private long askedAt;
    private boolean asked;

    Recent(Supplier<T> question, Duration maxAge, LongSupplier nanoTime) {
        this.question = question;
        this.maxAgeNanos = maxAge.toNanos();
        this.nanoTime = nanoTime;
    }

    /** The answer, empty if asking failed. */
    synchronized Optional<T> find() {
        long now = nanoTime.getAsLong();
        if (!asked || now - askedAt >= maxAgeNanos) {
            answer = ask();
            asked = true;
            askedAt = now;
        }
        return Optional.ofNullable(answer);
    }

    private @Nullable T ask() {
        try {
            return question.get();
        } catch (RuntimeException e) {
            // Health says what is wrong with the thing; a metric is only absent.
            return null;
        }
    }
}
