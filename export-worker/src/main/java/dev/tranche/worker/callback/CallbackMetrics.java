package dev.tranche.worker.callback;

import dev.tranche.model.store.Aftermath.CallbackState;
import dev.tranche.worker.callback.CallbackAnswer.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** What is counted of callbacks: {@code tranche.callbacks} by outcome of a try, and how long posts take. Thread-safe. */
final class CallbackMetrics {
    private final Map<Verdict, Counter> tries = new EnumMap<>(Verdict.class);
    private final Counter abandoned;
    private final Timer posts;

    CallbackMetrics(MeterRegistry registry) {
        for (var verdict : Verdict.values()) {
            tries.put(verdict, counter(registry, verdict.word()));
        }
        abandoned = counter(registry, "abandoned");
        posts = Timer.builder("tranche.callback.post")
                .description("Time of one post of a callback, whatever became of it")
                .publishPercentileHistogram()
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("tranche.callbacks")
                .description("Tries of terminal callbacks; only failed ones are made again")
                .tag("outcome", outcome)
                .register(registry);
    }

    CallbackAnswer timed(Supplier<CallbackAnswer> post) {
        return Objects.requireNonNull(posts.record(post));
    }

    /** Counts a try by what it came to, and the last one that failed as the end of the callback. */
    void tried(Verdict verdict, CallbackState after) {
        var counter = verdict == Verdict.FAILED && after == CallbackState.ABANDONED ? abandoned : tries.get(verdict);
        Objects.requireNonNull(counter).increment();
    }
}
