package dev.tranche.model.fault;

import dev.tranche.model.fault.FaultPlan.Effect;
import dev.tranche.model.fault.FaultPlan.Moment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Counts the calls that go through a decorator and lets the plans strike. Safe for use by many threads; the numbers of
 * calls that overlap are in the order of their beginnings.
 */
public final class Faults implements Interception {
    private final Function<String, RuntimeException> transientFailure;
    private final List<FaultPlan> plans = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    /** @param transientFailure what {@link Effect.Fail} means on this port, given the name of the call */
    public Faults(Function<String, RuntimeException> transientFailure) {
        this.transientFailure = transientFailure;
    }

    /** From now on; numbers count from the decorator's first call. */
    public void add(FaultPlan plan) {
        plans.add(plan);
    }

    /** No more faults; the counts go on. */
    public void clear() {
        plans.clear();
    }

    /** How often the call of that name has begun. */
    public int calls(String name) {
        return calls.getOrDefault(name, 0);
    }

    /** Lets a call happen, with what strikes before and after it. */
    @Override
    public <T> T around(String name, Supplier<T> call) {
        int number = calls.merge(name, 1, Integer::sum);
        strike(name, number, Moment.BEFORE_EFFECT);
        T result = call.get();
        strike(name, number, Moment.AFTER_EFFECT);
        return result;
    }

    private void strike(String name, int number, Moment moment) {
        for (var plan : plans) {
            if (plan.strikes(name, number, moment)) {
                apply(plan.effect(), name);
            }
        }
    }

    private void apply(Effect effect, String name) {
        if (effect instanceof Effect.Meanwhile meanwhile) {
            meanwhile.action().run();
        } else if (effect instanceof Effect.Throw thrown) {
            throw thrown.failure().get();
        } else if (effect instanceof Effect.Crash) {
            throw new SimulatedCrash(name);
        } else {
            throw transientFailure.apply(name);
        }
    }
}
