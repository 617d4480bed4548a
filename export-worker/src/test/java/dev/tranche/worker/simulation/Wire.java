package dev.tranche.worker.simulation;

import dev.tranche.model.fault.Interception;
import dev.tranche.model.fault.SimulatedCrash;
import dev.tranche.model.object.FaultyObjectStore;
import dev.tranche.model.object.ObjectStoreException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all external calls of all processes go through: it takes time, during which others work, counts them, and lets the faults
 * strike.
 */
public final class Wire {
    /** Longer than every time limit, and than others need to take over and finish. */
    private static final Duration LONG = Duration.ofMinutes(5);

    /** Late, but within the time that the second cleaning allows for (P9). */
    private static final Duration LATE = Duration.ofMinutes(4);

    private static final Duration SLOW = Duration.ofSeconds(4);
    private static final Duration HANGING = Duration.ofHours(1);

    private static final Duration OUTAGE = Duration.ofSeconds(3);

    private final Baton baton;
    private final Times times;
    private final Operator operator;
    private final Map<Call, Integer> counts = new EnumMap<>(Call.class);
    private final Map<Port, Long> awayUntil = new EnumMap<>(Port.class);
    private final List<Strike> strikes = new ArrayList<>();
    private final Set<Strike> struck = new HashSet<>();
    private int onTheirWay;

    /** How long things take. */
    public interface Times {
        /** One direction of this call, in milliseconds. */
        long millis(Call call);

        /** How long a process is stopped. */
        default Duration stopped() {
            return LONG;
        }

        /** How long a caller waits for an answer before it gives up. */
        default Duration patience(Port port) {
            return port.timeLimit();
        }

        /** How much later a call happens whose caller has given up. */
        default Duration late() {
            return LATE;
        }
    }

    /** Who kills and stops processes. */
    public interface Operator {
        /** Kills the process of the running thread. */
        void kill(Baton.Life life);

        /** Stops the process of the running thread for that long. */
        void stop(Baton.Life life, Duration time);
    }

    public Wire(Baton baton, Times times, Operator operator) {
        this.baton = baton;
        this.times = times;
        this.operator = operator;
    }

    /** This fault will strike. */
    public void add(Strike strike) {
        strikes.add(strike);
    }

    /** Whether its call was made. */
    public boolean hasStruck(Strike strike) {
        return struck.contains(strike);
    }

    /** How often each call was made. */
    public Map<Call, Integer> counts() {
        return Map.copyOf(counts);
    }

    /** Calls whose caller has given up and that are still to happen. */
    public int onTheirWay() {
        return onTheirWay;
    }

    /** What a decorator of this port puts around its calls. */
    public Interception to(Port port) {
        return new Interception() {
            @Override
            public <T> T around(String name, Supplier<T> call) {
                return make(Call.of(port, name), call);
            }
        };
    }

    /** For the broker: the call, and what else may become of a message. */
    void publish(Consumer<Broker.Way> call) {
        var fault = faultAt(Call.PUBLISH, count(Call.PUBLISH));
        var way = fault == null ? Broker.Way.PLAIN : Broker.Way.of(fault);
        strike(Call.PUBLISH, fault, () -> {
            call.accept(way);
            return way;
        });
    }

    private <T> T make(Call call, Supplier<T> effect) {
        return strike(call, faultAt(call, count(call)), effect);
    }

    private int count(Call call) {
        return counts.merge(call, 1, Integer::sum);
    }

    private @Nullable Fault faultAt(Call call, int number) {
        for (var strike : strikes) {
            if (strike.call() == call && strike.number() == number) {
                struck.add(strike);
                return strike.fault();
            }
        }
        return null;
    }

    private <T> T strike(Call call, @Nullable Fault fault, Supplier<T> effect) {
        travel(call);
        if (fault != null) {
            strikeBefore(call, fault, effect);
        }
        T result = effect.get();
        if (fault != null) {
            strikeAfter(call, fault);
        }
        pass(call);
        return result;
    }

    /** On its way there, where nobody may be. */
    private void travel(Call call) {
        pass(call);
        if (awayUntil.getOrDefault(call.port(), 0L) > baton.nanoTime()) {
            throw failure(call);
        }
    }

    private void pass(Call call) {
        long millis = times.millis(call);
        if (millis > 0) {
            baton.pause(millis);
        }
    }

    private void strikeBefore(Call call, Fault fault, Supplier<?> effect) {
        switch (fault) {
            case ERROR -> throw failure(call);
            case REFUSED -> throw refusal(call);
            case CRASH_BEFORE -> throw crash(call);
            case OUTAGE -> {
                awayUntil.put(call.port(), baton.nanoTime() + OUTAGE.toNanos());
                throw failure(call);
            }
            case LATE -> {
                later(effect);
                baton.pause(times.patience(call.port()).toMillis());
                throw failure(call);
            }
            case LATE_AFTER_CRASH -> {
                later(effect);
                throw crash(call);
            }
            case STOPPED_AND_REFUSED -> {
                sleep();
                throw refusal(call);
            }
            case STOPPED_BEFORE -> sleep();
            case SLOW -> baton.pause(SLOW.toMillis());
            case HANGS -> baton.pause(HANGING.toMillis());
            case ANSWER_LOST, CRASH_AFTER, STOPPED_AFTER, TWICE, TWICE_AND_LATE, LOST -> {}
        }
    }

    private void strikeAfter(Call call, Fault fault) {
        switch (fault) {
            case ANSWER_LOST -> throw failure(call);
            case CRASH_AFTER -> throw crash(call);
            case STOPPED_AFTER -> sleep();
            case ERROR,
                    REFUSED,
                    CRASH_BEFORE,
                    OUTAGE,
                    LATE,
                    LATE_AFTER_CRASH,
                    STOPPED_AND_REFUSED,
                    STOPPED_BEFORE,
                    SLOW,
                    HANGS,
                    TWICE,
                    TWICE_AND_LATE,
                    LOST -> {}
        }
    }

    private static RuntimeException failure(Call call) {
        return call.port().failure(call.method());
    }

    private static RuntimeException refusal(Call call) {
        return FaultyObjectStore.failure(call.method(), Reason.REJECTED, "ExpiredToken");
    }

    private SimulatedCrash crash(Call call) {
        operator.kill(baton.running().life());
        return new SimulatedCrash(call.method());
    }

    private void sleep() {
        operator.stop(baton.running().life(), times.stopped());
        baton.pause(0);
    }

    private void later(Supplier<?> effect) {
        onTheirWay++;
        baton.after(times.late(), () -> {
            onTheirWay--;
            try {
                var unused = effect.get();
            } catch (RuntimeException e) {
                // Nobody hears it.
            }
        });
    }
}
