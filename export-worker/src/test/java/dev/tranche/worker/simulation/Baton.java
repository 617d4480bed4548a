package dev.tranche.worker.simulation;

import dev.tranche.model.fault.SimulatedCrash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Many threads that take turns as if they were one, in virtual time: only who has the baton runs, and passes it on when it waits.
 * So every run is the same each time, whatever the machine does. The test's own thread has it first and last.
 */
public final class Baton implements InstantSource, AutoCloseable {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(action -> {
        var thread = new Thread(action, "simulated");
        thread.setDaemon(true);
        return thread;
    });

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final Set<Task> tasks = new LinkedHashSet<>();
    private final Semaphore driver = new Semaphore(0);
    private final List<Throwable> failures = new ArrayList<>();
    private long nowMillis;
    private long clockAheadMillis;
    private long eventCount;
    private long until;
    private BooleanSupplier done = () -> true;
    private @Nullable Task running;

    /** Something that happens at a time: a task goes on, or whoever has the baton does it. */
    private record Event(long at, long number, @Nullable Task task, Runnable action) {}

    /** A process as its threads see it: alive, stopped for a while, or dead. */
    public static final class Life {
        private final List<Task> frozen = new ArrayList<>();
        private boolean stopped;
        private boolean dead;

        /** Whether it was killed. */
        public boolean isDead() {
            return dead;
        }

        /** Whether it was stopped and may go on. */
        public boolean isStopped() {
            return stopped;
        }
    }

    /** One thread of a process. */
    public final class Task {
        private final Life life;
        private final Runnable body;
        private final Semaphore turn = new Semaphore(0);
        private boolean started;
        private boolean over;

        private Task(Life life, Runnable body) {
            this.life = life;
            this.body = body;
        }

        /** The process that it belongs to. */
        public Life life() {
            return life;
        }

        /** The same thread goes on with whoever has not begun yet, since to wake another one costs more than most tasks. */
        private void run() {
            var task = this;
            while (true) {
                task.runToEnd();
                var next = next();
                if (next == null || next.started) {
                    pass(next);
                    return;
                }
                next.started = true;
                task = next;
            }
        }

        private void runToEnd() {
            running = this;
            try {
                checkAlive();
                body.run();
            } catch (SimulatedCrash e) {
                // The process died, and this thread with it.
            } catch (Throwable e) {
                failures.add(e);
            }
            over = true;
            tasks.remove(this);
        }

        private void checkAlive() {
            if (life.dead) {
                throw new SimulatedCrash("a dead process");
            }
        }

        private void takeTurn() {
            if (started) {
                turn.release();
            } else {
                started = true;
                THREADS.execute(this::run);
            }
        }

        private void park() {
            turn.acquireUninterruptibly();
            running = this;
        }
    }

    /** The store's clock, which may be ahead of the time that passes, or behind it. */
    @Override
    public Instant instant() {
        return START.plusMillis(nowMillis + clockAheadMillis);
    }

    /** The monotonic reading, which no jump of the clock moves. */
    public long nanoTime() {
        return nowMillis * 1_000_000L;
    }

    /** The clock is set, forward or back; what waits goes on waiting as before. */
    public void jumpClock(Duration by) {
        clockAheadMillis += by.toMillis();
    }

    /** The thread that has the baton. */
    public Task running() {
        if (running == null) {
            throw new IllegalStateException("no simulated thread is running");
        }
        return running;
    }

    /** Begins a thread of that process, now. */
    public void start(Life life, Runnable body) {
        var task = new Task(life, body);
        tasks.add(task);
        wake(task);
    }

    /** Begins a thread of that process in a while, if that lives then. */
    public void startAfter(Duration time, Life life, Runnable body) {
        after(time, () -> {
            if (!life.isDead()) {
                start(life, body);
            }
        });
    }

    /** Lets something happen later, whoever lives then. It must not wait. */
    public void after(Duration time, Runnable action) {
        events.add(new Event(nowMillis + time.toMillis(), eventCount++, null, action));
    }

    /** The running thread waits so long. */
    public void pause(long millis) {
        var task = running();
        task.checkAlive();
        events.add(new Event(nowMillis + millis, eventCount++, task, () -> {}));
        await();
    }

    /** The running thread waits until somebody wakes it. */
    public void await() {
        var task = running();
        var next = next();
        if (next != task) {
            pass(next);
            task.park();
        }
        task.checkAlive();
    }

    /** That thread goes on now, if it waits. */
    public void wake(Task task) {
        events.add(new Event(nowMillis, eventCount++, task, () -> {}));
    }

    /** SIGKILL: none of its threads does anything any more, wherever it is. */
    public void kill(Life life) {
        life.dead = true;
        life.stopped = false;
        life.frozen.clear();
        tasks.stream().filter(task -> task.life == life).forEach(this::wake);
    }

    /** SIGSTOP: its threads do nothing from their next wait on. */
    public void stop(Life life) {
        life.stopped = true;
    }

    /** SIGCONT. */
    public void goOn(Life life) {
        life.stopped = false;
        life.frozen.forEach(this::wake);
        life.frozen.clear();
    }

    /**
     * Lets things happen until it is done, or that much time has passed.
     *
     * @return whether it is done
     * @throws AssertionError if a thread ended by what nobody expected
     */
    public boolean runUntil(BooleanSupplier isDone, Duration atMost) {
        done = isDone;
        until = nowMillis + atMost.toMillis();
        var next = next();
        if (next != null) {
            pass(next);
            driver.acquireUninterruptibly();
        }
        running = null;
        if (!failures.isEmpty()) {
            throw new AssertionError("a simulated thread ended by itself", failures.get(0));
        }
        return isDone.getAsBoolean();
    }

    /** Time passes and nobody notices: all the machines were asleep. */
    public void sleepAll(Duration time) {
        nowMillis += time.toMillis();
    }

    /** The thread whose turn is next, after what happens before; null for the test's own. */
    private @Nullable Task next() {
        while (true) {
            var event = events.peek();
            if (event == null || event.at > until || done.getAsBoolean() || !failures.isEmpty()) {
                return null;
            }
            events.remove();
            nowMillis = Math.max(nowMillis, event.at);
            var task = event.task;
            if (task == null) {
                event.action.run();
            } else if (task.life.stopped) {
                task.life.frozen.add(task);
            } else if (!task.over) {
                return task;
            }
        }
    }

    private void pass(@Nullable Task to) {
        if (to == null) {
            driver.release();
        } else {
            to.takeTurn();
        }
    }

    /** Ends all threads. */
    @Override
    public void close() {
        events.clear();
        done = () -> true;
        for (var task : List.copyOf(tasks)) {
            task.life.dead = true;
            if (task.started) {
                task.takeTurn();
                driver.acquireUninterruptibly();
            }
        }
        running = null;
    }
}
