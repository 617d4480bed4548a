package dev.tranche.standalone.endtoend;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks at jobs as their caller does, and knows the longest time in which one that was not at its end got no further. */
final class ProgressWatch {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    /** What the last look at a job saw, and since when it has been so. */
    private record Seen(long bytes, long sinceNanos) {}

    private final Api api;
    private final List<String> jobs;
    private final Map<String, Seen> live = new HashMap<>();
    private long longestPauseNanos;

    ProgressWatch(Api api, List<String> jobs) {
        this.api = api;
        this.jobs = jobs;
        jobs.forEach(job -> live.put(job, new Seen(0, System.nanoTime())));
    }

    /** Returns when each job has written this much, or has ended. */
    ProgressWatch untilBytes(long atLeast) {
        look(LONGEST, () -> live.values().stream().allMatch(seen -> seen.bytes >= atLeast));
        return this;
    }

    /** Returns when all jobs have ended, or after a time in which any would have. */
    ProgressWatch untilEnd() {
        return untilEnd(LONGEST);
    }

    /** The same, but not later than this. */
    ProgressWatch untilEnd(Duration atMost) {
        look(atMost, live::isEmpty);
        return this;
    }

    /** How many have not ended, as of the last look. */
    int live() {
        return live.size();
    }

    private void look(Duration atMost, BooleanSupplier until) {
        long started = System.nanoTime();
        do {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            jobs.stream().filter(live::containsKey).forEach(this::look);
        } while (!until.getAsBoolean() && System.nanoTime() - started < atMost.toNanos());
    }

    private void look(String job) {
        var status = api.status(job);
        long bytes = status.path("bytesWritten").asLong();
        long now = System.nanoTime();
        var before = live.get(job);
        longestPauseNanos = Math.max(longestPauseNanos, now - before.sinceNanos);
        if (!status.path("completedAt").isNull()) {
            live.remove(job);
        } else if (bytes > before.bytes) {
            live.put(job, new Seen(bytes, now));
        }
    }

    /** The longest pause since this was asked last. */
    Duration longestPause() {
        var longest = Duration.ofNanos(longestPauseNanos);
        longestPauseNanos = 0;
        return longest;
    }
}
