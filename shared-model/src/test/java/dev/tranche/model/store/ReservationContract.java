package dev.tranche.model.store;

import static dev.tranche.model.store.ReservationOutcome.NO_ROOM;
import static dev.tranche.model.store.ReservationOutcome.RESERVED;
import static dev.tranche.model.store.SampleJobs.T0;
import static dev.tranche.model.store.SampleJobs.after;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** P3: room in the spool folder. */
interface ReservationContract extends StoreUnderTest {
    private ReservationOutcome reserve(Claim claim, long bytes, long free) {
        return store().reserve(claim, new Reservation(bytes, free, T0));
    }

    @Test
    default void roomIsKeptUntilItIsUsedUp() {
        assertThat(reserve(jobs().claimed(), 60, 100)).isEqualTo(RESERVED);
        assertThat(reserve(jobs().claimed(), 41, 100)).isEqualTo(NO_ROOM);
        assertThat(reserve(jobs().claimed(), 40, 100)).isEqualTo(RESERVED);
        assertThat(reserve(jobs().claimed(), 1, 100)).isEqualTo(NO_ROOM);
    }

    @Test
    default void aJobsOwnReservationIsReplacedAlsoByAnotherDelivery() {
        var first = jobs().claimed();
        reserve(first, 80, 100);
        assertThat(reserve(first, 90, 100)).isEqualTo(RESERVED);

        var second = jobs().claim(first.id(), after(5));
        assertThat(reserve(second, 100, 100)).isEqualTo(RESERVED);
    }

    @Test
    default void aJobThatIsToldToWaitKeepsNothing() {
        var waiting = jobs().claimed();
        reserve(waiting, 60, 100);
        assertThat(reserve(waiting, 101, 100)).isEqualTo(NO_ROOM);

        assertThat(reserve(jobs().claimed(), 100, 100)).isEqualTo(RESERVED);
    }

    @Test
    default void roomIsFreeAgainOnceTheSnapshotIsCommittedOrTheJobEnds() {
        var prepared = jobs().claimed();
        reserve(prepared, 100, 100);
        store().prepare(prepared, SampleJobs.preparation(prepared.id(), 1), T0);
        var failed = jobs().claimed();
        assertThat(reserve(failed, 100, 100)).isEqualTo(RESERVED);
        store().end(failed, Ending.failed(T0, "no"));
        var cancelled = jobs().claimed();
        assertThat(reserve(cancelled, 100, 100)).isEqualTo(RESERVED);
        store().cancel(cancelled.id(), T0);
        var stuck = jobs().claimed();
        assertThat(reserve(stuck, 100, 100)).isEqualTo(RESERVED);
        store().timeOut(Sighting.of(job(stuck)), Ending.failed(T0, "stuck"));

        assertThat(reserve(jobs().claimed(), 100, 100)).isEqualTo(RESERVED);
    }

    @Test
    default void aReservationEndsTheWaitForIt() {
        var first = jobs().claimed();
        store().release(first, Release.waiting(T0, T0, "room"));
        var second = jobs().claim(first.id(), T0);

        assertThat(reserve(second, 100, 99)).isEqualTo(NO_ROOM);
        assertThat(job(second).waiting()).isNotNull();
        assertThat(reserve(second, 100, 100)).isEqualTo(RESERVED);
        assertThat(job(second).waiting()).isNull();
    }

    @Test
    default void manyAtOnceNeverGetMoreThanThereIs() {
        var claims = Stream.generate(() -> jobs().claimed()).limit(16).toList();

        var outcomes = Together.run(16, i -> reserve(claims.get(i), 30, 100));

        assertThat(outcomes).filteredOn(RESERVED::equals).hasSize(3);
        assertThat(outcomes).filteredOn(NO_ROOM::equals).hasSize(13);
    }
}
