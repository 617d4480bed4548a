package dev.tranche.model.store;

import static dev.tranche.model.store.SampleJobs.T0;
import static dev.tranche.model.store.SampleJobs.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.JobStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** P3, P5, P7, P8, P10, P15: how a delivery advances a job, or gives it up. */
interface StepContract extends StoreUnderTest {
    @Test
    default void aJobBeginsOnce() {
        var claim = jobs().claimed();

        assertThat(store().begin(claim, after(1))).isTrue();
        assertThat(store().begin(claim, after(2))).isTrue();

        assertThat(job(claim).status()).isEqualTo(JobStatus.IN_PROGRESS);
        assertThat(job(claim).startedAt()).isEqualTo(after(1));
        assertThat(job(claim).turn().step()).isZero();
    }

    @Test
    default void preparingKeepsTheHolderAndNamesWhatItMade() {
        var claim = jobs().claimed();
        store().begin(claim, T0);
        var preparation = new Preparation(
                SampleJobs.preparation(claim.id(), 1).snapshot(),
                SampleJobs.preparation(claim.id(), 1).plan(),
                SampleJobs.preparation(claim.id(), 1).destination(),
                List.of("writers waited", "naïve \"quotes\"\n"));

        assertThat(store().prepare(claim, preparation, after(2))).isTrue();

        var job = job(claim);
        assertThat(job.findPreparation()).contains(preparation);
        assertThat(job.warnings()).containsExactly("writers waited", "naïve \"quotes\"\n");
        assertThat(job.turn().isHeldBy(claim.next())).isTrue();
        assertThat(job.turn().hold().committedBy()).isEqualTo(claim.holder());
        assertThat(job.turn().hold().heartbeatAt()).isEqualTo(after(2));
        assertThat(job.turn().queueing()).isEqualTo(new Turn.Queueing(after(2), 0));
        assertThat(job.findCheckpoint()).isEmpty();
    }

    @Test
    default void aCommitMovesTheJobToTheNextStepAndFreesIt() {
        var claim = jobs().prepared();
        long progress = job(claim).turn().progressCount();

        assertThat(store().commit(claim, SampleJobs.commit(1, 2), after(3))).isTrue();

        var job = job(claim);
        assertThat(job.findCheckpoint()).contains(SampleJobs.checkpoint(2));
        assertThat(job.warnings()).containsExactly("warning of part 2");
        assertThat(job.sealed()).isFalse();
        assertThat(job.turn())
                .isEqualTo(new Turn(
                        2,
                        new Turn.Hold(null, null, claim.holder()),
                        new Turn.Attempts(0, 0, T0, null),
                        new Turn.Queueing(after(3), 0),
                        after(3),
                        progress + 1));
        assertThat(store().parts(claim.id())).containsExactly(SampleJobs.part(1), SampleJobs.part(2));
        assertThat(store().tables(claim.id())).containsExactly(SampleJobs.table(0), SampleJobs.table(1));
    }

    @Test
    default void aCommitMayAddNothing() {
        var id = jobs().committed();
        var claim = jobs().claim(id, T0);
        var further = new Checkpoint(
                "{\"further\":true}", SampleJobs.checkpoint(2).uploaded(), new Checkpoint.Written(2, 2500));

        assertThat(store().commit(claim, new Commit(further, List.of(), List.of(), List.of()), T0))
                .isTrue();

        assertThat(jobs().job(id).findCheckpoint()).contains(further);
        assertThat(store().parts(id)).hasSize(2);
    }

    @Test
    default void whatOfATableCouldNotBeReadIsKept_C43() {
        var id = jobs().committed();
        var claim = jobs().claim(id, T0);
        var further = new Checkpoint(
                "{\"further\":true}", SampleJobs.checkpoint(2).uploaded(), new Checkpoint.Written(3, 3500, 1));

        store().commit(claim, new Commit(further, List.of(), List.of(SampleJobs.damagedTable(2)), List.of()), T0);

        assertThat(jobs().job(id).findCheckpoint()).contains(further);
        assertThat(store().tables(id)).last().isEqualTo(SampleJobs.damagedTable(2));
    }

    @Test
    default void partsAndTablesAreReadInOrder() {
        var first = jobs().claim(jobs().committed(), T0);
        store().commit(first, SampleJobs.commit(3, 11), T0);

        assertThat(store().parts(first.id()))
                .extracting(p -> p.number())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(store().tables(first.id()))
                .extracting(t -> t.ordinal())
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    default void aCommitRepeatedAfterAnUnknownOutcomeAddsNothingTwice() {
        var claim = jobs().prepared();
        store().commit(claim, SampleJobs.commit(1, 2), T0);
        var before = job(claim);

        assertThat(store().commit(claim, SampleJobs.commit(1, 2), T0)).isFalse();

        assertThat(job(claim)).isEqualTo(before);
        assertThat(before.turn().hold().committedBy()).isEqualTo(claim.holder());
        assertThat(store().parts(claim.id())).hasSize(2);
    }

    @Test
    default void aCommitResetsWhatWentWrongAndEndsAWait() {
        var first = jobs().prepared();
        store().release(first, Release.failed(T0, T0, "refused"));
        var second = jobs().claim(first.id(), T0);
        store().release(second, Release.waiting(T0, T0, "an engine like that"));
        store().repair(Sighting.of(job(second)), T0);
        var dead = jobs().claim(first.id(), T0);
        var last = jobs().claim(first.id(), after(5));
        assertThat(job(dead).turn().attempts()).isEqualTo(new Turn.Attempts(3, 1, T0, "refused"));

        store().commit(last, SampleJobs.commit(1, 1), after(6));

        assertThat(job(last).turn().attempts()).isEqualTo(new Turn.Attempts(0, 0, T0, null));
        assertThat(job(last).turn().queueing().repairs()).isZero();
        assertThat(job(last).waiting()).isNull();
    }

    @Test
    default void sealingKeepsTheHolder() {
        var claim = jobs().prepared();

        assertThat(store().seal(claim, SampleJobs.commit(1, 1), after(1))).isTrue();

        assertThat(job(claim).sealed()).isTrue();
        assertThat(job(claim).findCheckpoint()).contains(SampleJobs.checkpoint(1));
        assertThat(job(claim).turn().isHeldBy(claim.next())).isTrue();
        assertThat(job(claim).turn().hold().committedBy()).isEqualTo(claim.holder());
        assertThat(job(claim).turn().hold().heartbeatAt()).isEqualTo(after(1));
        assertThat(store().parts(claim.id())).hasSize(1);
    }

    @Test
    default void anEmptyResultIsSealedWithoutParts() {
        var claim = jobs().prepared();
        var nothing = new Checkpoint("{}", Checkpoint.Uploaded.NOTHING, Checkpoint.Written.NOTHING);

        assertThat(store().seal(claim, new Commit(nothing, List.of(), List.of(), List.of()), T0))
                .isTrue();

        assertThat(job(claim).sealed()).isTrue();
        assertThat(job(claim).findCheckpoint()).contains(nothing);
    }

    @Test
    default void aNewGenerationForgetsWhatTheOldOneStored() {
        var claim = jobs().sealed();
        var anew = SampleJobs.preparation(claim.id(), 2);

        assertThat(store().restart(claim, anew, after(1))).isTrue();

        var job = job(claim);
        assertThat(job.findPreparation()).contains(anew);
        assertThat(job.findCheckpoint()).isEmpty();
        assertThat(job.sealed()).isFalse();
        assertThat(job.turn().isHeldBy(claim.next())).isTrue();
        assertThat(store().parts(claim.id())).isEmpty();
        assertThat(store().tables(claim.id())).isEmpty();
        assertThat(store().commit(claim.next(), SampleJobs.commit(1, 1), after(2)))
                .isTrue();
        assertThat(store().parts(claim.id())).containsExactly(SampleJobs.part(1));
    }

    @Test
    default void aFailedAttemptCountsAndIsProgress() {
        var claim = jobs().claimed();
        long progress = job(claim).turn().progressCount();

        assertThat(store().release(claim, Release.failed(after(1), after(11), "the bucket is away")))
                .isTrue();

        var turn = job(claim).turn();
        assertThat(turn.hold().findHolder()).isEmpty();
        assertThat(turn.attempts()).isEqualTo(new Turn.Attempts(1, 0, after(11), "the bucket is away"));
        assertThat(turn.queueing().queuedAt()).isEqualTo(after(11));
        assertThat(turn.progressAt()).isEqualTo(after(1));
        assertThat(turn.progressCount()).isEqualTo(progress + 1);
        assertThat(turn.step()).isZero();
    }

    @Test
    default void aCauseIsRecordedWhateverCharactersItHas() {
        var claim = jobs().claimed();

        assertThat(store().release(claim, Release.failed(T0, T0, "near \"\0\ud800\": naïve 🚂")))
                .isTrue();

        assertThat(job(claim).turn().attempts().lastError())
                .startsWith("near \"")
                .endsWith("\": naïve 🚂");
    }

    @Test
    default void anAttemptGivenBackDoesNotCount() {
        var failed = jobs().claimed();
        store().release(failed, Release.failed(T0, T0, "first"));
        var claim = jobs().claim(failed.id(), T0);
        long progress = job(claim).turn().progressCount();

        assertThat(store().release(claim, Release.givenBack(after(2)))).isTrue();

        var turn = job(claim).turn();
        assertThat(turn.attempts()).isEqualTo(new Turn.Attempts(1, 0, after(2), "first"));
        assertThat(turn.progressCount()).isEqualTo(progress);
        assertThat(store().claim(new Claim(claim.id(), 0, jobs().holder()), after(2)))
                .isTrue();
    }

    @Test
    default void anAttemptGivenBackAfterANewPartOrAStepLeavesNone() {
        var claim = jobs().prepared();
        assertThat(job(claim).turn().attempts().attempts()).isEqualTo(1);
        store().beat(claim, new Beat(after(1), 1, 1));
        assertThat(job(claim).turn().attempts().attempts()).isEqualTo(1);

        store().release(claim, Release.givenBack(after(2)));

        assertThat(job(claim).turn().attempts().attempts()).isZero();
    }

    @Test
    default void aWaitIsUncountedAndRemembersItsBeginning() {
        var first = jobs().claimed();
        store().release(first, Release.waiting(after(1), after(61), "room for 5 GB"));
        var second = jobs().claim(first.id(), after(61));
        assertThat(job(first).waiting()).isEqualTo(new Job.Waiting("room for 5 GB", after(1)));

        store().release(second, Release.waiting(after(62), after(122), "room for 6 GB"));
        assertThat(job(first).waiting()).isEqualTo(new Job.Waiting("room for 6 GB", after(1)));

        var third = jobs().claim(first.id(), after(122));
        store().release(third, Release.givenBack(after(123)));
        assertThat(job(first).waiting()).isEqualTo(new Job.Waiting("room for 6 GB", after(1)));
        assertThat(job(first).turn().attempts().attempts()).isZero();
    }
}
