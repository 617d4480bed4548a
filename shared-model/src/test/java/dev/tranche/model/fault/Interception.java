package dev.tranche.model.fault;

import java.util.function.Supplier;

/** What a decorator puts around every call that it passes on: {@link Faults}, or a whole simulation. */
public interface Interception {
    /** Lets a call happen, or not, or later; {@code name} is the method's name on the port. */
    <T> T around(String name, Supplier<T> call);

    /** As above, for a call without a result. */
    default void around(String name, Runnable call) {
        around(name, () -> {
            call.run();
            return name;
        });
    }
}
