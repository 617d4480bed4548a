package dev.tranche.worker.chunk;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what another thread does for a delivery, no longer than the delivery may go on. Thread-safe. */
final class Waits {
    /** How late a lost claim or a shutdown is noticed at most. */
    private static final long LOOK_EVERY_MILLIS = 100;

    private final Shutdown shutdown;

    Waits(Shutdown shutdown) {
        this.shutdown = shutdown;
    }

    /** Whether the work of this delivery must end wherever it is (P2, P14). */
    boolean mustStop(Hold hold) {
        return hold.isLost() || shutdown.isOver();
    }

    /**
     * The result, or empty if the delivery must stop first; what runs is then left alone.
     *
     * @throws RuntimeException what the other thread's work threw, as it is
     */
    <T> Optional<T> await(CompletableFuture<T> work, Hold hold) {
        while (true) {
            try {
                return Optional.of(work.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                if (mustStop(hold)) {
                    return Optional.empty();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            } catch (ExecutionException e) {
                throw unwrapped(e);
            }
        }
    }

    /**
     * Waits however long it takes, for work whose time is bounded, and drops its result. Not even an interrupt ends it sooner,
     * since whoever waits is about to take away what the work uses.
     */
    static void untilOver(CompletableFuture<?> work) {
        boolean interrupted = Thread.interrupted();
        while (!work.isDone()) {
            try {
                work.get();
            } catch (ExecutionException | CancellationException e) {
                // Whoever needed the result has seen the failure or left before it.
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
    }
}
