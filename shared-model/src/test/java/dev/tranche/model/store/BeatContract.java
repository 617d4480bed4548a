package dev.tranche.model.store;

import static dev.tranche.model.store.SampleJobs.T0;
import static dev.tranche.model.store.SampleJobs.after;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** P2 and P10: a holder's signs of life, and what they say of its progress. */
interface BeatContract extends StoreUnderTest {
    @Test
    default void aBeatKeepsTheClaimAliveAndIsNoProgressByItself() {
        var claim = jobs().prepared();
        var before = job(claim).turn();

        assertThat(store().beat(claim, new Beat(after(4), 0, 0))).isTrue();

        assertThat(job(claim).turn().isHeld(after(8))).isTrue();
        assertThat(job(claim).turn().progressAt()).isEqualTo(before.progressAt());
        assertThat(job(claim).turn().progressCount()).isEqualTo(before.progressCount());
        assertThat(store().claim(new Claim(claim.id(), claim.step(), jobs().holder()), after(8)))
                .isFalse();
    }

    @Test
    default void marksAreProgress() {
        var claim = jobs().prepared();
        long before = job(claim).turn().progressCount();

        store().beat(claim, new Beat(after(1), 3, 0));

        assertThat(job(claim).turn().progressAt()).isEqualTo(after(1));
        assertThat(job(claim).turn().progressCount()).isEqualTo(before + 3);
    }

    @Test
    default void theBeatOfAMachineThatWasSuspendedIsProgress() {
        var claim = jobs().prepared();
        long before = job(claim).turn().progressCount();

        assertThat(store().beat(claim, new Beat(after(3600), 0, 0))).isTrue();

        assertThat(job(claim).turn().progressAt()).isEqualTo(after(3600));
        assertThat(job(claim).turn().progressCount()).isEqualTo(before + 1);
    }

    @Test
    default void aBeatWithTheClaimOfTheStepJustCommittedCounts() {
        var claim = jobs().claimed();
        store().prepare(claim, SampleJobs.preparation(claim.id(), 1), T0);

        assertThat(store().beat(claim, new Beat(after(4), 1, 0))).isTrue();
        assertThat(job(claim).turn().isHeld(after(8))).isTrue();
    }

    @Test
    default void aPartNeverStoredBeforeResetsTheCounts() {
        var claim = afterADeath();

        store().beat(claim, new Beat(after(6), 1, 1));

        assertThat(job(claim).turn().attempts().attempts()).isEqualTo(1);
        assertThat(job(claim).turn().attempts().deaths()).isZero();
    }

    @Test
    default void aPartStoredBeforeResetsNothing() {
        var first = jobs().prepared();
        store().beat(first, new Beat(after(1), 2, 2));
        var second = jobs().claim(first.id(), after(10));

        store().beat(second, new Beat(after(11), 1, 2));

        assertThat(job(second).turn().attempts().attempts()).isEqualTo(2);
        assertThat(job(second).turn().attempts().deaths()).isEqualTo(1);
    }

    @Test
    default void aCommittedPartIsNotNewInTheNextStep() {
        var dead = jobs().claim(jobs().committed(), T0);
        var claim = jobs().claim(dead.id(), after(5));

        store().beat(claim, new Beat(after(6), 1, 2));
        assertThat(job(claim).turn().attempts().attempts()).isEqualTo(2);

        store().beat(claim, new Beat(after(7), 1, 3));
        assertThat(job(claim).turn().attempts().attempts()).isEqualTo(1);
    }

    @Test
    default void aNewGenerationStoresItsFirstPartAnew() {
        var old = jobs().claim(jobs().committed(), T0);
        store().restart(old, SampleJobs.preparation(old.id(), 2), T0);
        var claim = jobs().claim(old.id(), after(5));

        store().beat(claim, new Beat(after(6), 1, 1));

        assertThat(job(claim).turn().attempts().attempts()).isEqualTo(1);
        assertThat(job(claim).turn().attempts().deaths()).isZero();
    }

    @Test
    default void aPartOfTheStepBeforeIsNoPartOfThisOne() {
        var old = jobs().claim(jobs().committed(), T0);
        store().restart(old, SampleJobs.preparation(old.id(), 2), T0);

        store().beat(old, new Beat(after(1), 1, 2));
        var next = jobs().claim(old.id(), after(10));
        store().beat(next, new Beat(after(11), 1, 1));

        assertThat(job(next).turn().attempts().attempts()).isEqualTo(1);
    }

    private Claim afterADeath() {
        var dead = jobs().prepared();
        var claim = jobs().claim(dead.id(), after(5));
        assertThat(job(claim).turn().attempts().deaths()).isEqualTo(1);
        return claim;
    }
}
