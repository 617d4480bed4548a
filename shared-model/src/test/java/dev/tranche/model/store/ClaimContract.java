package dev.tranche.model.store;

import static dev.tranche.model.store.SampleJobs.T0;
import static dev.tranche.model.store.SampleJobs.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.JobId;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** P2: who may work on a step. */
interface ClaimContract extends StoreUnderTest {
    @Test
    default void aClaimTakesTheStepAndIsProgress() {
        var claim = new Claim(jobs().pending(), 0, jobs().holder());

        assertThat(store().claim(claim, after(3))).isTrue();

        var turn = job(claim).turn();
        assertThat(turn.isHeldBy(claim)).isTrue();
        assertThat(turn.hold().heartbeatAt()).isEqualTo(after(3));
        assertThat(turn.attempts().attempts()).isEqualTo(1);
        assertThat(turn.attempts().deaths()).isZero();
        assertThat(turn.progressAt()).isEqualTo(after(3));
        assertThat(turn.progressCount()).isEqualTo(1);
    }

    @Test
    default void aClaimOfAnotherStepIsRefused() {
        var id = jobs().committed();
        var before = jobs().job(id);

        assertThat(store().claim(new Claim(id, 1, jobs().holder()), T0)).isFalse();
        assertThat(store().claim(new Claim(id, 3, jobs().holder()), T0)).isFalse();
        assertThat(jobs().job(id)).isEqualTo(before);
    }

    @Test
    default void aClaimBeforeTheNextAttemptIsDueIsRefused() {
        var failed = jobs().claimed();
        store().release(failed, Release.failed(T0, after(10), "no"));
        var next = new Claim(failed.id(), 0, jobs().holder());

        assertThat(store().claim(next, after(10).minusMillis(1))).isFalse();
        assertThat(store().claim(next, after(10))).isTrue();
        assertThat(job(next).turn().attempts().attempts()).isEqualTo(2);
        assertThat(job(next).turn().attempts().deaths()).isZero();
    }

    @Test
    default void aHeldStepIsRefused() {
        var held = jobs().claimed();
        var before = job(held);

        assertThat(store().claim(new Claim(held.id(), 0, jobs().holder()), after(5).minusMillis(1)))
                .isFalse();
        assertThat(job(held)).isEqualTo(before);
    }

    @Test
    default void anExpiredHolderIsReplacedAndCountsAsADeath() {
        var dead = jobs().claimed();
        var next = new Claim(dead.id(), 0, jobs().holder());

        assertThat(store().claim(next, after(5))).isTrue();

        assertThat(job(next).turn().isHeldBy(next)).isTrue();
        assertThat(job(next).turn().attempts().attempts()).isEqualTo(2);
        assertThat(job(next).turn().attempts().deaths()).isEqualTo(1);
    }

    @Test
    default void anEndedOrUnknownJobCannotBeClaimed() {
        var ended = jobs().ended(Ending.completed(T0));
        int step = jobs().job(ended).turn().step();
        var unknown = JobId.create(T0, new Random(9));

        assertThat(store().claim(new Claim(ended, step, jobs().holder()), after(60)))
                .isFalse();
        assertThat(store().claim(new Claim(unknown, 0, jobs().holder()), after(60)))
                .isFalse();
    }

    @Test
    default void ofManyThatClaimAStepOneWins() {
        var id = jobs().committed();
        var claims = Stream.generate(() -> new Claim(id, 2, jobs().holder()))
                .limit(16)
                .toList();

        var won = Together.run(16, i -> store().claim(claims.get(i), T0));

        assertThat(won).containsOnlyOnce(true);
        assertThat(jobs().job(id).turn().isHeldBy(claims.get(won.indexOf(true))))
                .isTrue();
        assertThat(jobs().job(id).turn().attempts().attempts()).isEqualTo(1);
    }
}
