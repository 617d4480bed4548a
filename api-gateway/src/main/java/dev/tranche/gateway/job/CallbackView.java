package dev.tranche.gateway.job;

import dev.tranche.model.store.Aftermath;
import dev.tranche.model.store.Aftermath.CallbackState;
import dev.tranche.model.store.CallbackResult;
import dev.tranche.model.store.Job;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the callback of a job is (C58), without its address, which may be a secret.
 *
 * @param state {@code pending}, {@code delivered}, {@code failed}, or {@code gone} if the receiver wants no more
 * @param lastStatus of the receiver's answer to the last try, null if there was none
 * @param lastError why there was none, null if there was one
 * @param nextAttemptAt not before this time, null if there is none
 */
record CallbackView(
        String state,
        int attempts,
        @Nullable String lastAttemptAt,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        @Nullable String nextAttemptAt) {
    /** Empty if the job's caller wants none. */
    static Optional<CallbackView> of(Job job) {
        return job.admission()
                .request()
                .findCallbackUrl()
                .map(url -> of(job.aftermath().callback()));
    }

    private static CallbackView of(Aftermath.Callback callback) {
        var lastTry = callback.findLastTry();
        var result = lastTry.flatMap(Aftermath.LastTry::findResult);
        return new CallbackView(
                state(callback.state(), result),
                callback.attempts(),
                JobView.time(lastTry.map(Aftermath.LastTry::begunAt).orElse(null)),
                result.map(CallbackResult::status).filter(status -> status > 0).orElse(null),
                result.map(CallbackResult::failure)
                        .filter(failure -> !failure.isEmpty())
                        .orElse(null),
                JobView.time(callback.dueAt()));
    }

    private static String state(CallbackState state, Optional<CallbackResult> result) {
        return switch (state) {
            case NONE, PENDING -> "pending";
            case DELIVERED -> "delivered";
            case ABANDONED -> result.filter(CallbackResult::isGone).isPresent() ? "gone" : "failed";
        };
    }
}
