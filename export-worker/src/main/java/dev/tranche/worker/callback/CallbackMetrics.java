package dev.tranche.worker.callback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Objects;
import java.util.function.Supplier;

/** What is counted of callbacks: {@code tranche.callbacks} by outcome of a try, and how long posts take. Thread-safe. */
final class CallbackMetrics {
    private final Counter delivered;
    private final Counter failed;
    private final Counter abandoned;
    private final Timer posts;

    CallbackMetrics(MeterRegistry registry) {
        delivered = counter(registry, "delivered");
        failed = counter(registry, "failed");
        abandoned = counter(registry, "abandoned");
        posts = Timer.builder("tranche.callback.post")
                .description("Time of one post of a callback, whatever became of it")
                .publishPercentileHistogram()
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("tranche.callbacks")
                .description("Tries of terminal callbacks; failed ones are tried again, abandoned ones not")
                .tag("outcome", outcome)
                .register(registry);
    }

    CallbackAnswer timed(Supplier<CallbackAnswer> post) {
        return Objects.requireNonNull(posts.record(post));
    }

    void delivered() {
        delivered.increment();
    }

    void failed() {
        failed.increment();
    }

    void abandoned() {
        abandoned.increment();
    }
}
