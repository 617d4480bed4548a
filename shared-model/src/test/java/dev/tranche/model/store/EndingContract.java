package dev.tranche.model.store;

import static dev.tranche.model.store.SampleJobs.T0;
import static dev.tranche.model.store.SampleJobs.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.store.Aftermath.CallbackState;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** P9 and I3: how a job ends, once. */
interface EndingContract extends StoreUnderTest {
    @Test
    default void aSealedJobCompletes() {
        var claim = jobs().sealed();

        assertThat(store().end(claim, Ending.completed(after(4)))).isTrue();

        var job = job(claim);
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.findEnding()).contains(Ending.completed(after(4)));
        assertThat(job.turn().step()).isEqualTo(claim.step() + 1);
        assertThat(job.turn().hold()).isEqualTo(new Turn.Hold(null, null, claim.holder()));
        assertThat(job.findCheckpoint()).contains(SampleJobs.checkpoint(1));
        assertThat(job.aftermath())
                .isEqualTo(new Aftermath(Aftermath.Callback.untried(CallbackState.PENDING, after(4)), after(4), 0));
        assertThat(store().parts(claim.id())).hasSize(1);
    }

    @Test
    default void aJobThatIsNotSealedDoesNotComplete() {
        var claim = jobs().prepared();

        assertThat(store().end(claim, Ending.completed(T0))).isFalse();
        assertThat(job(claim).isLive()).isTrue();
    }

    @Test
    default void aJobFailsAtAnyStepWithItsCause() {
        var claim = jobs().claimed();

        assertThat(store().end(claim, Ending.failed(after(1), "file is not a database")))
                .isTrue();

        assertThat(job(claim).status()).isEqualTo(JobStatus.FAILED);
        assertThat(job(claim).findEnding().orElseThrow().findErrorMessage()).contains("file is not a database");
        assertThat(job(claim).turn().step()).isEqualTo(1);
    }

    @Test
    default void aJobThatNobodyWantsToHearOfOwesNoCallback() {
        var claim = jobs().claim(jobs().pendingWithoutCallback(), T0);

        store().end(claim, Ending.failed(T0, "no"));

        assertThat(job(claim).aftermath().callback()).isEqualTo(Aftermath.Callback.untried(CallbackState.NONE, null));
        assertThat(job(claim).aftermath().cleanDueAt()).isEqualTo(T0);
        assertThat(store().dueForCallback(after(3600), 10)).isEmpty();
    }

    @Test
    default void aLiveJobIsCancelledWhoeverHoldsIt() {
        var held = jobs().prepared();

        assertThat(store().cancel(held.id(), after(2))).isTrue();

        assertThat(job(held).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(job(held).findEnding()).contains(Ending.cancelled(after(2)));
        assertThat(job(held).turn().step()).isEqualTo(held.step() + 1);
        assertThat(job(held).turn().hold()).isEqualTo(new Turn.Hold(null, null, null));
        assertThat(job(held).aftermath().callback().state()).isEqualTo(CallbackState.PENDING);
        assertThat(job(held).aftermath().cleanDueAt()).isEqualTo(after(2));
    }

    @Test
    default void anUnknownJobIsNotCancelled() {
        assertThat(store().cancel(JobId.create(T0, new Random(9)), T0)).isFalse();
    }

    @Test
    default void anEndedJobWaitsForNothing() {
        var claim = jobs().claimed();
        store().release(claim, Release.waiting(T0, T0, "room"));

        store().cancel(claim.id(), T0);

        assertThat(job(claim).waiting()).isNull();
    }

    @Test
    default void aTerminalStateNeverChanges() {
        for (var ending : List.of(Ending.completed(T0), Ending.failed(T0, "no"), Ending.cancelled(T0))) {
            var claim = jobs().sealed();
            store().end(claim, ending);
            var before = job(claim);

            assertThat(store().cancel(claim.id(), after(9))).isFalse();
            assertThat(store().end(claim.next(), Ending.failed(after(9), "late")))
                    .isFalse();
            assertThat(store().timeOut(Sighting.of(before), Ending.failed(after(9), "stuck")))
                    .isFalse();
            assertThat(store().repair(Sighting.of(before), after(9))).isFalse();
            assertThat(job(claim)).isEqualTo(before);
        }
    }

    @Test
    default void ofManyThatEndAJobOneWins() {
        var claim = jobs().sealed();
        var sighting = Sighting.of(job(claim));
        var enders = List.<Function<Integer, Boolean>>of(
                i -> store().cancel(claim.id(), after(i)),
                i -> store().end(claim, Ending.completed(after(i))),
                i -> store().timeOut(sighting, Ending.failed(after(i), "stuck")));

        var won = Together.run(12, i -> enders.get(i % 3).apply(i));

        assertThat(won).containsOnlyOnce(true);
        var ended = job(claim);
        assertThat(ended.findEnding().orElseThrow().at()).isEqualTo(after(won.indexOf(true)));
        assertThat(ended.turn().step()).isEqualTo(claim.step() + 1);
    }
}
