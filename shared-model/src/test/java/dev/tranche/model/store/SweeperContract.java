package dev.tranche.model.store;

import static dev.tranche.model.store.SampleJobs.T0;
import static dev.tranche.model.store.SampleJobs.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** P9, P11, P12: what the sweeper reads and writes. */
interface SweeperContract extends StoreUnderTest {
    @Test
    default void liveJobsAreReadPageByPageInTheOrderOfTheirIds() {
        var expected = new ArrayList<JobId>();
        for (int i = 0; i < 7; i++) {
            expected.add(jobs().pending());
            expected.add(jobs().prepared().id());
            jobs().ended(Ending.completed(T0));
        }
        expected.sort(Comparator.comparing(JobId::value));

        var seen = new ArrayList<JobId>();
        var page = store().live(4);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(4).allMatch(Job::isLive);
            page.forEach(job -> seen.add(job.id()));
            page = store().liveAfter(seen.get(seen.size() - 1), 4);
        }

        assertThat(seen).isEqualTo(expected);
    }

    @Test
    default void aRepairQueuesTheStepOnceMore() {
        var id = jobs().committed();
        var before = jobs().job(id).turn();

        assertThat(store().repair(Sighting.of(jobs().job(id)), after(60))).isTrue();

        var turn = jobs().job(id).turn();
        assertThat(turn.queueing()).isEqualTo(new Turn.Queueing(after(60), 1));
        assertThat(turn.step()).isEqualTo(before.step());
        assertThat(turn.progressAt()).isEqualTo(before.progressAt());
        assertThat(turn.progressCount()).isEqualTo(before.progressCount());
    }

    @Test
    default void ofManySweepersOneRepairs() {
        var id = jobs().committed();
        var sighting = Sighting.of(jobs().job(id));

        var won = Together.run(8, i -> store().repair(sighting, after(60)));

        assertThat(won).containsOnlyOnce(true);
        assertThat(jobs().job(id).turn().queueing().repairs()).isEqualTo(1);
    }

    @Test
    default void aHeldJobIsNotRepairedUntilItsHolderExpires() {
        var held = jobs().prepared();
        var sighting = Sighting.of(job(held));

        assertThat(store().repair(sighting, after(5).minusMillis(1))).isFalse();
        assertThat(store().repair(sighting, after(5))).isTrue();
        assertThat(job(held).turn().isHeldBy(held)).isTrue();
    }

    @Test
    default void aJobThatMovedSinceItWasSightedIsNeitherRepairedNorTimedOut() {
        var held = jobs().prepared();
        var sighting = Sighting.of(job(held));
        store().beat(held, new Beat(after(1), 1, 0));
        var before = job(held);

        assertThat(store().repair(sighting, after(60))).isFalse();
        assertThat(store().timeOut(sighting, Ending.failed(after(60), "stuck"))).isFalse();
        assertThat(job(held)).isEqualTo(before);
    }

    @Test
    default void aJobRepairedSinceItWasSightedIsNotTimedOut() {
        var id = jobs().committed();
        var sighting = Sighting.of(jobs().job(id));
        store().repair(sighting, after(60));

        assertThat(store().timeOut(sighting, Ending.failed(after(60), "stuck"))).isFalse();
    }

    @Test
    default void aJobWithoutProgressIsTimedOutWhoeverHoldsIt() {
        var pending = jobs().pending();
        var held = jobs().prepared();
        store().beat(held, new Beat(after(1), 0, 0));

        for (var id : new JobId[] {pending, held.id()}) {
            int step = jobs().job(id).turn().step();
            var ending = Ending.failed(after(600), "Export job timed out after 10 minutes");

            assertThat(store().timeOut(Sighting.of(jobs().job(id)), ending)).isTrue();

            assertThat(jobs().job(id).status()).isEqualTo(JobStatus.FAILED);
            assertThat(jobs().job(id).findEnding()).contains(ending);
            assertThat(jobs().job(id).turn().step()).isEqualTo(step + 1);
            assertThat(jobs().job(id).turn().hold()).isEqualTo(new Turn.Hold(null, null, null));
            assertThat(jobs().job(id).aftermath().callback().dueAt()).isEqualTo(after(600));
        }
    }

    @Test
    default void anEndedJobIsCleanedTwice() {
        var id = jobs().ended(Ending.completed(T0));
        jobs().pending();
        assertThat(store().dueForCleaning(T0.minusMillis(1), 10)).isEmpty();
        assertThat(store().dueForCleaning(T0, 10)).extracting(Job::id).containsExactly(id);

        assertThat(store().cleanedForGood(id)).isFalse();
        assertThat(store().cleanedOnce(id, after(900))).isTrue();
        assertThat(store().cleanedOnce(id, after(999))).isFalse();
        assertThat(store().dueForCleaning(after(899), 10)).isEmpty();
        assertThat(store().dueForCleaning(after(900), 10)).extracting(Job::id).containsExactly(id);

        assertThat(store().cleanedForGood(id)).isTrue();
        assertThat(store().cleanedForGood(id)).isFalse();
        assertThat(store().dueForCleaning(after(9999), 10)).isEmpty();
        assertThat(jobs().job(id).aftermath().cleanings()).isEqualTo(2);
    }

    @Test
    default void theObjectOfACompletedJobIsDueWhenItExpires() {
        var id = jobs().ended(Ending.completed(T0, after(7200)));
        store().cleanedOnce(id, after(900));
        assertThat(store().expired(id)).isFalse();
        store().cleanedForGood(id);
        assertThat(store().dueForCleaning(after(7199), 10)).isEmpty();
        assertThat(store().dueForCleaning(after(7200), 10)).extracting(Job::id).containsExactly(id);
        assertThat(jobs().job(id).aftermath().isExpired()).isFalse();

        assertThat(store().expired(id)).isTrue();
        assertThat(store().expired(id)).isFalse();
        assertThat(store().dueForCleaning(after(99999), 10)).isEmpty();
        assertThat(jobs().job(id).aftermath().isExpired()).isTrue();
        assertThat(jobs().job(id).findEnding()).contains(Ending.completed(T0, after(7200)));
    }

    @Test
    default void aCleaningThatCannotBeDoneIsDueLater() {
        var id = jobs().ended(Ending.failed(T0, "no"));

        assertThat(store().cleaningPostponed(id, after(60))).isTrue();
        assertThat(store().cleaningPostponed(id, after(60))).isFalse();
        assertThat(store().cleaningPostponed(id, after(59))).isFalse();

        assertThat(store().dueForCleaning(after(59), 10)).isEmpty();
        assertThat(store().dueForCleaning(after(60), 10)).extracting(Job::id).containsExactly(id);
        assertThat(jobs().job(id).aftermath().cleanings()).isZero();
    }

    @Test
    default void whatIsNotToBeCleanedIsNotPostponed() {
        var cleaned = jobs().ended(Ending.failed(T0, "no"));
        store().cleanedOnce(cleaned, after(900));
        store().cleanedForGood(cleaned);

        assertThat(store().cleaningPostponed(cleaned, after(9999))).isFalse();
        assertThat(store().cleaningPostponed(jobs().committed(), after(9999))).isFalse();
        assertThat(store().dueForCleaning(after(99999), 10)).isEmpty();
    }

    @Test
    default void anObjectThatIsKeptDoesNotExpire() {
        var id = jobs().ended(Ending.completed(T0));
        store().cleanedOnce(id, after(900));
        store().cleanedForGood(id);

        assertThat(store().expired(id)).isFalse();
    }

    @Test
    default void aLiveJobIsNotCleaned() {
        var id = jobs().committed();

        assertThat(store().cleanedOnce(id, after(900))).isFalse();
        assertThat(jobs().job(id).aftermath().cleanings()).isZero();
    }

    @Test
    default void whatIsDueLongestIsCleanedFirst() {
        var late = jobs().ended(Ending.failed(after(3), "no"));
        var early = jobs().ended(Ending.failed(after(1), "no"));
        var middle = jobs().ended(Ending.failed(after(2), "no"));

        assertThat(store().dueForCleaning(after(5), 10)).extracting(Job::id).containsExactly(early, middle, late);
        assertThat(store().dueForCleaning(after(5), 2)).extracting(Job::id).containsExactly(early, middle);
    }

    @Test
    default void aWorkersLastSignOfLifeReplacesTheOneBefore() {
        store().report(new WorkerReport("a", T0, after(-5), after(-9), "1:cafe"));
        store().report(new WorkerReport("b", after(1), T0, T0, "1:cafe"));
        var newest = new WorkerReport("a", after(10), after(2), after(7), "2:beef");
        store().report(newest);

        assertThat(store().workersSince(after(10))).containsExactly(newest);
        assertThat(store().workersSince(T0)).extracting(WorkerReport::worker).containsExactlyInAnyOrder("a", "b");
        assertThat(store().workersSince(after(11))).isEmpty();
    }

    @Test
    default void aWorkerSilentForADayIsForgotten() {
        store().report(new WorkerReport("gone", T0, T0, T0, "1:cafe"));
        var later = SampleJobs.after(Duration.ofDays(1)).plusMillis(1);
        store().report(new WorkerReport("here", later, later, later, "1:cafe"));

        assertThat(store().workersSince(T0)).extracting(WorkerReport::worker).containsExactly("here");
    }
}
