package dev.tranche.model.store;

import static dev.tranche.model.store.SampleJobs.T0;
import static dev.tranche.model.store.SampleJobs.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.JobId;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** P2: after the claim is lost, no write of its delivery changes anything. */
interface FenceContract extends StoreUnderTest {

    /** Every write that names a claim, but the beat, which names its holder only. */
    private Map<String, Predicate<Claim>> writes() {
        var writes = new TreeMap<String, Predicate<Claim>>();
        writes.put("begin", c -> store().begin(c, after(20)));
        writes.put("reserve", c -> store().reserve(c, new Reservation(1, 1000, after(20))) != ReservationOutcome.LOST);
        writes.put("prepare", c -> store().prepare(c, SampleJobs.preparation(c.id(), 7), after(20)));
        writes.put("commit", c -> store().commit(c, SampleJobs.commit(2, 3), after(20)));
        writes.put("seal", c -> store().seal(c, SampleJobs.commit(2, 3), after(20)));
        writes.put("restart", c -> store().restart(c, SampleJobs.preparation(c.id(), 7), after(20)));
        writes.put("release a failure", c -> store().release(c, Release.failed(after(20), after(30), "late")));
        writes.put("release as given back", c -> store().release(c, Release.givenBack(after(20))));
        writes.put("end as completed", c -> store().end(c, Ending.completed(after(20))));
        writes.put("end as failed", c -> store().end(c, Ending.failed(after(20), "late")));
        return writes;
    }

    private void assertThatNoWriteOf(Claim lost) {
        var before = store().find(lost.id());
        var parts = store().parts(lost.id());
        var tables = store().tables(lost.id());
        writes().forEach((name, write) -> assertThat(write.test(lost)).as(name).isFalse());
        assertThat(store().find(lost.id())).isEqualTo(before);
        assertThat(store().parts(lost.id())).isEqualTo(parts);
        assertThat(store().tables(lost.id())).isEqualTo(tables);
    }

    private void assertThatNoBeatOf(Claim lost) {
        var before = store().find(lost.id());
        assertThat(store().beat(lost, new Beat(after(20), 1, 9))).isFalse();
        assertThat(store().find(lost.id())).isEqualTo(before);
    }

    @Test
    default void aClaimThatAnotherDeliveryTookOverIsLost() {
        var lost = jobs().sealed();
        jobs().claim(lost.id(), after(5));

        assertThatNoWriteOf(lost);
        assertThatNoBeatOf(lost);
    }

    @Test
    default void aClaimThatWasReleasedIsLost() {
        var lost = jobs().sealed();
        store().release(lost, Release.givenBack(T0));

        assertThatNoWriteOf(lost);
        assertThatNoBeatOf(lost);
    }

    @Test
    default void aClaimOfAnEndedJobIsLost() {
        var lost = jobs().sealed();
        store().end(lost, Ending.completed(T0));

        assertThatNoWriteOf(lost);
        assertThatNoWriteOf(lost.next());
        assertThatNoBeatOf(lost);
    }

    @Test
    default void aClaimOfACancelledJobIsLost() {
        var lost = jobs().sealed();
        store().cancel(lost.id(), T0);

        assertThatNoWriteOf(lost);
        assertThatNoBeatOf(lost);
    }

    @Test
    default void aClaimOfACommittedStepIsLost() {
        var lost = jobs().prepared();
        store().commit(lost, SampleJobs.commit(1, 1), T0);

        assertThatNoWriteOf(lost);
        assertThatNoBeatOf(lost);
    }

    @Test
    default void aClaimOfAStepThatTheSameDeliveryPassedIsLost() {
        var lost = jobs().prepared();
        store().seal(lost, SampleJobs.commit(1, 1), T0);

        assertThatNoWriteOf(lost);
    }

    @Test
    default void aClaimOfAnUnknownJobIsLost() {
        var lost = new Claim(JobId.create(T0, new Random(9)), 0, jobs().holder());

        assertThatNoWriteOf(lost);
        assertThatNoBeatOf(lost);
    }

    @Test
    default void aHolderThatExpiredAndWasNotReplacedGoesOn() {
        var claim = jobs().prepared();

        assertThat(store().commit(claim, SampleJobs.commit(1, 1), after(3600))).isTrue();
    }
}
