package dev.tranche.model.store;

import static dev.tranche.model.store.SampleJobs.T0;
import static dev.tranche.model.store.SampleJobs.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.JobId;
import dev.tranche.model.store.Aftermath.CallbackState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** P9 and I6: the outbox of terminal callbacks. */
interface CallbackContract extends StoreUnderTest {
    CallbackResult OK = CallbackResult.answered(204);
    CallbackResult BAD = CallbackResult.unanswered("connection refused");

    private Aftermath.Callback callback(JobId id) {
        return jobs().job(id).aftermath().callback();
    }

    /** Once, at T0. */
    private static Aftermath.Callback tried(
            CallbackState state, @Nullable Instant dueAt, @Nullable CallbackResult result) {
        return new Aftermath.Callback(state, new Aftermath.Tries(1, 0), dueAt, new Aftermath.LastTry(T0, result));
    }

    private JobId failedOnce() {
        var id = jobs().ended(Ending.completed(T0));
        store().claimCallback(id, 0, T0, after(30));
        store().callbackTried(id, 1, CallbackOutcome.again(after(600), BAD));
        return id;
    }

    @Test
    default void aLiveJobOwesNoCallback() {
        var id = jobs().committed();

        assertThat(store().claimCallback(id, 0, after(60), after(90))).isFalse();
        assertThat(store().dueForCallback(after(60), 10)).isEmpty();
    }

    @Test
    default void aTryIsCountedAndLeased() {
        var id = jobs().ended(Ending.completed(T0));

        assertThat(store().claimCallback(id, 0, T0, after(30))).isTrue();

        assertThat(callback(id)).isEqualTo(tried(CallbackState.PENDING, after(30), null));
        assertThat(store().claimCallback(id, 0, after(60), after(90))).isFalse();
        assertThat(store().claimCallback(id, 1, after(30).minusMillis(1), after(90)))
                .isFalse();
        assertThat(store().claimCallback(id, 1, after(30), after(90))).isTrue();
    }

    @Test
    default void ofManyThatTakeATryOneWins() {
        var id = jobs().ended(Ending.completed(T0));

        assertThat(Together.run(8, i -> store().claimCallback(id, 0, T0, after(30))))
                .containsOnlyOnce(true);
        assertThat(callback(id).attempts()).isEqualTo(1);
    }

    @Test
    default void aDeliveredCallbackIsOver() {
        var id = jobs().ended(Ending.completed(T0));
        store().claimCallback(id, 0, T0, after(30));

        assertThat(store().callbackTried(id, 1, CallbackOutcome.delivered(OK))).isTrue();

        assertThat(callback(id)).isEqualTo(tried(CallbackState.DELIVERED, null, OK));
        assertThat(store().claimCallback(id, 1, after(99), after(120))).isFalse();
        assertThat(store().callbackTried(id, 1, CallbackOutcome.abandoned(BAD))).isFalse();
        assertThat(store().dueForCallback(after(9999), 10)).isEmpty();
    }

    @Test
    default void anAbandonedCallbackIsOver() {
        var id = jobs().ended(Ending.failed(T0, "no"));
        store().claimCallback(id, 0, T0, after(30));

        assertThat(store().callbackTried(id, 1, CallbackOutcome.abandoned(BAD))).isTrue();

        assertThat(callback(id)).isEqualTo(tried(CallbackState.ABANDONED, null, BAD));
        assertThat(store().dueForCallback(after(9999), 10)).isEmpty();
    }

    @Test
    default void aFailedTryIsDueAgainLaterAndNotBefore() {
        var id = jobs().ended(Ending.completed(T0));
        store().claimCallback(id, 0, T0, after(30));

        assertThat(store().callbackTried(id, 1, CallbackOutcome.again(after(60), BAD)))
                .isTrue();

        assertThat(callback(id)).isEqualTo(tried(CallbackState.PENDING, after(60), BAD));
        assertThat(store().claimCallback(id, 1, after(59), after(90))).isFalse();
        assertThat(store().dueForCallback(after(59), 10)).isEmpty();
        assertThat(store().dueForCallback(after(60), 10)).extracting(Job::id).containsExactly(id);
        assertThat(store().claimCallback(id, 1, after(60), after(90))).isTrue();
    }

    @Test
    default void theOutcomeOfATryThatWasSupersededIsRefused() {
        var id = jobs().ended(Ending.completed(T0));
        store().claimCallback(id, 0, T0, after(30));
        store().claimCallback(id, 1, after(30), after(60));

        assertThat(store().callbackTried(id, 1, CallbackOutcome.again(after(99), BAD)))
                .isFalse();
        assertThat(callback(id).attempts()).isEqualTo(2);
        assertThat(callback(id).dueAt()).isEqualTo(after(60));
    }

    @Test
    default void aNudgeDelaysTheNextNudgeAndNoTry() {
        var id = jobs().ended(Ending.completed(T0));
        assertThat(store().dueForCallback(T0, 10)).extracting(Job::id).containsExactly(id);

        assertThat(store().callbackNudged(id, 0, after(60))).isTrue();

        assertThat(store().dueForCallback(after(59), 10)).isEmpty();
        assertThat(store().dueForCallback(after(60), 10)).extracting(Job::id).containsExactly(id);
        assertThat(store().claimCallback(id, 0, after(1), after(31))).isTrue();
        assertThat(store().callbackNudged(id, 0, after(99))).isFalse();
    }

    @Test
    default void aTryUnderWayIsNotNudged() {
        var id = jobs().ended(Ending.completed(T0));
        store().claimCallback(id, 0, T0, after(30));

        assertThat(store().dueForCallback(after(29), 10)).isEmpty();
        assertThat(store().dueForCallback(after(30), 10)).extracting(Job::id).containsExactly(id);
    }

    @Test
    default void whatIsDueLongestIsCalledFirst() {
        var late = jobs().ended(Ending.completed(after(3)));
        var early = jobs().ended(Ending.completed(after(1)));

        assertThat(store().dueForCallback(after(5), 10)).extracting(Job::id).containsExactly(early, late);
        assertThat(store().dueForCallback(after(5), 1)).extracting(Job::id).containsExactly(early);
    }

    @Test
    default void theLastTryIsKeptAndTheNextOneTakesItsPlace() {
        var id = failedOnce();
        assertThat(callback(id).findLastTry()).contains(new Aftermath.LastTry(T0, BAD));

        store().claimCallback(id, 1, after(600), after(630));
        assertThat(callback(id).findLastTry()).contains(new Aftermath.LastTry(after(600), null));

        store().callbackTried(id, 2, CallbackOutcome.abandoned(CallbackResult.answered(410)));
        assertThat(callback(id).findLastTry().flatMap(Aftermath.LastTry::findResult))
                .hasValueSatisfying(result -> assertThat(result.isGone()).isTrue());
    }

    @Test
    default void aDeliveredCallbackCanBeAskedForOnceMore() {
        var id = jobs().ended(Ending.completed(T0));
        store().claimCallback(id, 0, T0, after(30));
        store().callbackTried(id, 1, CallbackOutcome.delivered(OK));

        assertThat(store().replayCallback(id, after(99))).isTrue();

        assertThat(callback(id).state()).isEqualTo(CallbackState.PENDING);
        assertThat(callback(id).tries()).isEqualTo(new Aftermath.Tries(1, 1));
        assertThat(store().dueForCallback(after(99), 10)).extracting(Job::id).containsExactly(id);
        assertThat(store().claimCallback(id, 1, after(99), after(120))).isTrue();
        assertThat(callback(id).tries().sinceReplay()).isEqualTo(1);
    }

    @Test
    default void anAbandonedCallbackCanBeAskedForOnceMore() {
        var id = jobs().ended(Ending.failed(T0, "no"));
        store().claimCallback(id, 0, T0, after(30));
        store().callbackTried(id, 1, CallbackOutcome.abandoned(BAD));

        assertThat(store().replayCallback(id, after(99))).isTrue();
        assertThat(store().claimCallback(id, 1, after(99), after(120))).isTrue();
    }

    @Test
    default void aCallbackThatWaitsForItsNextTryNeedNotWait() {
        var id = failedOnce();

        assertThat(store().replayCallback(id, after(60))).isTrue();

        assertThat(callback(id).dueAt()).isEqualTo(after(60));
        assertThat(store().claimCallback(id, 1, after(60), after(90))).isTrue();
    }

    @Test
    default void aReplayOfWhatIsDueOrUnderWayChangesNothing() {
        var due = jobs().ended(Ending.completed(T0));
        assertThat(store().replayCallback(due, after(1))).isFalse();

        var underWay = jobs().ended(Ending.completed(T0));
        store().claimCallback(underWay, 0, T0, after(30));
        assertThat(store().replayCallback(underWay, after(1))).isFalse();

        var replayed = failedOnce();
        assertThat(store().replayCallback(replayed, after(60))).isTrue();
        assertThat(store().replayCallback(replayed, after(60))).isFalse();
        assertThat(store().replayCallback(replayed, after(61))).isFalse();
    }

    @Test
    default void whatNobodyWantsToHearOfCannotBeReplayed() {
        var live = jobs().committed();
        var silent = jobs().claim(jobs().pendingWithoutCallback(), T0);
        store().end(silent, Ending.failed(T0, "no"));

        assertThat(store().replayCallback(live, after(60))).isFalse();
        assertThat(store().replayCallback(silent.id(), after(60))).isFalse();
        assertThat(store().replayCallback(jobs().admission().id(), after(60))).isFalse();
    }
}
