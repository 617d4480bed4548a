package dev.tranche.model.fault;

import java.util.function.Supplier;

/**
 * Which calls of a port go wrong, when, and how. Read it as a sentence:
 * {@code FaultPlan.on("uploadPart").call(2).afterEffect().crash()}.
 *
 * @param call the method's name on the port
 * @param first the first call of that name that it strikes, counted from 1
 * @param last the last one
 */
public record FaultPlan(String call, int first, int last, Moment moment, Effect effect) {

    /** Whether the real call has happened by the time of the fault. */
    public enum Moment {
        BEFORE_EFFECT,
        AFTER_EFFECT
    }

    /** What the caller meets. */
    public sealed interface Effect {
        /** The port's own transient failure; after the effect this is an answer that got lost. */
        record Fail() implements Effect {}

        /** This failure. */
        record Throw(Supplier<? extends RuntimeException> failure) implements Effect {}

        /** The process dies: a {@link SimulatedCrash}, which nobody but the test may catch. */
        record Crash() implements Effect {}

        /** Something else happens meanwhile, and then the call goes on: a wait, a clock moved, another worker. */
        record Meanwhile(Runnable action) implements Effect {}
    }

    public FaultPlan {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("no calls are " + first + " to " + last);
        }
    }

    /** The first call of that name fails before it takes effect, unless said otherwise below. */
    public static FaultPlan on(String call) {
        return new FaultPlan(call, 1, 1, Moment.BEFORE_EFFECT, new Effect.Fail());
    }

    /** Only the {@code number}th call. */
    public FaultPlan call(int number) {
        return new FaultPlan(call, number, number, moment, effect);
    }

    /** This call and every later one. */
    public FaultPlan fromCall(int number) {
        return new FaultPlan(call, number, Integer.MAX_VALUE, moment, effect);
    }

    public FaultPlan beforeEffect() {
        return new FaultPlan(call, first, last, Moment.BEFORE_EFFECT, effect);
    }

    public FaultPlan afterEffect() {
        return new FaultPlan(call, first, last, Moment.AFTER_EFFECT, effect);
    }

    public FaultPlan failWith(Supplier<? extends RuntimeException> failure) {
        return new FaultPlan(call, first, last, moment, new Effect.Throw(failure));
    }

    public FaultPlan crash() {
        return new FaultPlan(call, first, last, moment, new Effect.Crash());
    }

    public FaultPlan meanwhile(Runnable action) {
        return new FaultPlan(call, first, last, moment, new Effect.Meanwhile(action));
    }

    boolean strikes(String name, int number, Moment when) {
        return call.equals(name) && first <= number && number <= last && moment == when;
    }
}
