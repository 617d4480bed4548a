package dev.tranche.model.store;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a callback by one try.
 *
 * @param nextTryAt when the next try is due, for a callback that stays pending; else null
 * @param result what the try came to
 */
public record CallbackOutcome(
        Aftermath.CallbackState state, @Nullable Instant nextTryAt, CallbackResult result) {
    /** The receiver has it. */
    public static CallbackOutcome delivered(CallbackResult result) {
        return new CallbackOutcome(Aftermath.CallbackState.DELIVERED, null, result);
    }

    /** No further try. */
    public static CallbackOutcome abandoned(CallbackResult result) {
        return new CallbackOutcome(Aftermath.CallbackState.ABANDONED, null, result);
    }

    /** Another try later. */
    public static CallbackOutcome again(Instant nextTryAt, CallbackResult result) {
        return new CallbackOutcome(Aftermath.CallbackState.PENDING, nextTryAt, result);
    }

    /** When the next try is due; empty if there is none. */
    public Optional<Instant> findNextTryAt() {
        return Optional.ofNullable(nextTryAt);
    }
}
