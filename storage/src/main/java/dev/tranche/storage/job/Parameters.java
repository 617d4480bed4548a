package dev.tranche.storage.job;

import dev.tranche.model.job.JobId;
import dev.tranche.model.store.Claim;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The named parameters of one statement, gathered one by one; times become milliseconds. Not thread-safe. */
final class Parameters {
    private final Map<String, @Nullable Object> values = new HashMap<>();

    static Parameters none() {
        return new Parameters();
    }

    /** One job: {@code id}. */
    static Parameters of(JobId id) {
        return none().with("id", id.value());
    }

    /** The three that fence a write off: {@code id}, {@code step}, {@code holder} (P2). */
    static Parameters of(Claim claim) {
        return of(claim.id())
                .with("step", claim.step())
                .with("holder", claim.holder().value());
    }

    Parameters with(String name, @Nullable Object value) {
        values.put(name, storable(value));
        return this;
    }

    /** PostgreSQL keeps no NUL in a text, and a cause that has one must not keep a job from ending. */
    private static @Nullable Object storable(@Nullable Object value) {
        if (value instanceof Instant time) {
            return time.toEpochMilli();
        }
        return value instanceof String text ? text.replace('\0', '\uFFFD') : value;
    }

    Map<String, @Nullable Object> toMap() {
        return values;
    }
}
