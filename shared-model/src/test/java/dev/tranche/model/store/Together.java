package dev.tranche.model.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Runs the same thing on many threads that start at the same moment. */
public final class Together {
    private Together() {}

    /** The results of {@code action.apply(0 … threads-1)}, in that order. */
    public static <T> List<T> run(int threads, IntFunction<T> action) {
        var barrier = new CyclicBarrier(threads);
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var futures = new ArrayList<Future<T>>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                Callable<T> task = () -> {
                    barrier.await(30, TimeUnit.SECONDS);
                    return action.apply(number);
                };
                futures.add(pool.submit(task));
            }
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get(60, TimeUnit.SECONDS));
            }
            return results;
        } catch (Exception e) {
            throw new IllegalStateException("a thread failed", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
