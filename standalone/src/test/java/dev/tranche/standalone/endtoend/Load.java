package dev.tranche.standalone.endtoend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** A caller in a thread of its own that keeps some jobs going, and watches how long nothing and how long each job stood still. */
final class Load {
    private static final Duration LOOK = Duration.ofMillis(50);

    /** After the last start all jobs have ended by then. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Api api;
    private final String body;
    private final int atOnce;
    private final FutureTask<Result> work = new FutureTask<>(this::run);

    private final Map<String, String> lastSeen = new HashMap<>();
    private final Map<String, Long> lastChange = new HashMap<>();
    private final List<String> completed = new ArrayList<>();
    private final List<String> notCompleted = new ArrayList<>();
    private long allChanged = System.nanoTime();
    private Duration longestOfAll = Duration.ZERO;
    private Duration longestOfOne = Duration.ZERO;
    private volatile boolean finishing;

    private Load(Api api, String body, int atOnce) {
        this.api = api;
        this.body = body;
        this.atOnce = atOnce;
    }

    /** Begins to keep that many jobs of this request going. */
    static Load start(Api api, String body, int atOnce) {
        var load = new Load(api, body, atOnce);
        new Thread(load.work, "load").start();
        return load;
    }

    /**
     * How it went.
     *
     * @param longestOfAll the longest time in which no job moved at all
     * @param longestOfOne the longest time in which one job did not move, its turns of waiting among them
     */
    record Result(List<String> completed, List<String> notCompleted, Duration longestOfAll, Duration longestOfOne) {
        int jobs() {
            return completed.size() + notCompleted.size();
        }

        @Override
        public String toString() {
            return "%d jobs, %d not completed; nothing moved for at most %d ms, one job for at most %d ms"
                    .formatted(jobs(), notCompleted.size(), longestOfAll.toMillis(), longestOfOne.toMillis());
        }
    }

    /** Starts no more jobs and waits for the end of those that run; what went wrong in asking for them is thrown here. */
    Result finish() throws Exception {
        finishing = true;
        return work.get(LONGEST.toMinutes(), TimeUnit.MINUTES);
    }

    private Result run() {
        while (!finishing || !lastSeen.isEmpty()) {
            while (!finishing && lastSeen.size() < atOnce) {
                lastSeen.put(api.start(body), "");
            }
            List.copyOf(lastSeen.keySet()).forEach(this::look);
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return new Result(completed, notCompleted, longestOfAll, longestOfOne);
    }

    private void look(String job) {
        JsonNode status = api.status(job);
        long now = System.nanoTime();
        String state = status.path("status").asString();
        String seen = state
                + status.path("bytesWritten").asLong()
                + status.path("rowsWritten").asLong();
        if (!seen.equals(lastSeen.put(job, seen))) {
            longestOfOne = longer(longestOfOne, lastChange.getOrDefault(job, now), now);
            longestOfAll = longer(longestOfAll, allChanged, now);
            lastChange.put(job, now);
            allChanged = now;
        }
        if (!state.equals("pending") && !state.equals("in_progress")) {
            lastSeen.remove(job);
            (state.equals("completed") ? completed : notCompleted).add(job);
        }
    }

    private static Duration longer(Duration longest, long from, long until) {
        var pause = Duration.ofNanos(until - from);
        return pause.compareTo(longest) > 0 ? pause : longest;
    }
}
