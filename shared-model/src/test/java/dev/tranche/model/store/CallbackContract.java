package dev.tranche.model.store;

import static dev.tranche.model.store.SampleJobs.T0;
import static dev.tranche.model.store.SampleJobs.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.JobId;
import dev.tranche.model.store.Aftermath.CallbackState;
import org.junit.jupiter.api.Test;

/** P9 and I6: the outbox of terminal callbacks. */
interface CallbackContract extends StoreUnderTest {
    private Aftermath.Callback callback(JobId id) {
        return jobs().job(id).aftermath().callback();
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

        assertThat(callback(id)).isEqualTo(new Aftermath.Callback(CallbackState.PENDING, 1, after(30)));
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

        assertThat(store().callbackTried(id, 1, CallbackOutcome.delivered())).isTrue();

        assertThat(callback(id)).isEqualTo(new Aftermath.Callback(CallbackState.DELIVERED, 1, null));
        assertThat(store().claimCallback(id, 1, after(99), after(120))).isFalse();
        assertThat(store().callbackTried(id, 1, CallbackOutcome.abandoned())).isFalse();
        assertThat(store().dueForCallback(after(9999), 10)).isEmpty();
    }

    @Test
    default void anAbandonedCallbackIsOver() {
        var id = jobs().ended(Ending.failed(T0, "no"));
        store().claimCallback(id, 0, T0, after(30));

        assertThat(store().callbackTried(id, 1, CallbackOutcome.abandoned())).isTrue();

        assertThat(callback(id)).isEqualTo(new Aftermath.Callback(CallbackState.ABANDONED, 1, null));
        assertThat(store().dueForCallback(after(9999), 10)).isEmpty();
    }

    @Test
    default void aFailedTryIsDueAgainLaterAndNotBefore() {
        var id = jobs().ended(Ending.completed(T0));
        store().claimCallback(id, 0, T0, after(30));

        assertThat(store().callbackTried(id, 1, CallbackOutcome.again(after(60))))
                .isTrue();

        assertThat(callback(id)).isEqualTo(new Aftermath.Callback(CallbackState.PENDING, 1, after(60)));
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

        assertThat(store().callbackTried(id, 1, CallbackOutcome.again(after(99))))
                .isFalse();
        assertThat(callback(id)).isEqualTo(new Aftermath.Callback(CallbackState.PENDING, 2, after(60)));
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
}
