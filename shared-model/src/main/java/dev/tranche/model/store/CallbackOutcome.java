package dev.tranche.model.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one try to deliver a callback.
 *
 * @param nextTryAt when the next try is due, for a callback that stays pending; else null
 */
public record CallbackOutcome(
        Aftermath.CallbackState state, @Nullable Instant nextTryAt) {
    /** The receiver has it. */
    public static CallbackOutcome delivered() {
        return new CallbackOutcome(Aftermath.CallbackState.DELIVERED, null);
    }

    /** No further try. */
    public static CallbackOutcome abandoned() {
        return new CallbackOutcome(Aftermath.CallbackState.ABANDONED, null);
    }

    /** Another try later. */
    public static CallbackOutcome again(Instant nextTryAt) {
        return new CallbackOutcome(Aftermath.CallbackState.PENDING, nextTryAt);
    }
}
