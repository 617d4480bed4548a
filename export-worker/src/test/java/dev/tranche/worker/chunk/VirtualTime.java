package dev.tranche.worker.chunk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Time that stands still until somebody waits: one clock for the stores, the monotonic reading, the timers and the pauses, so that
 * a run is the same each time.
 */
final class VirtualTime implements InstantSource, Ticker, Pause {
    private final List<Tick> ticks = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private final class Tick implements Ticking {
        private final Duration interval;
        private final Runnable action;
        private Instant dueAt;

        Tick(Duration interval, Runnable action) {
            this.interval = interval;
            this.action = action;
            this.dueAt = now.plus(interval);
        }

        @Override
        public void stop() {
            ticks.remove(this);
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    long nanoTime() {
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public Ticking every(Duration interval, Runnable action) {
        var tick = new Tick(interval, action);
        ticks.add(tick);
        return tick;
    }

    /** Waits, and what is due meanwhile happens in its order. */
    @Override
    public boolean sleep(Duration time) {
        var end = now.plus(time);
        while (true) {
            var next = ticks.stream().filter(t -> !t.dueAt.isAfter(end)).min((a, b) -> a.dueAt.compareTo(b.dueAt));
            if (next.isEmpty()) {
                now = end;
                return true;
            }
            now = next.get().dueAt;
            next.get().dueAt = now.plus(next.get().interval);
            next.get().action.run();
        }
    }

    /** Time passes and nobody notices: the machine was suspended, or the process is dead. */
    void jump(Duration time) {
        now = now.plus(time);
    }

    /** Nobody is called back any more: the process died. */
    void forgetTicks() {
        ticks.clear();
    }
}
