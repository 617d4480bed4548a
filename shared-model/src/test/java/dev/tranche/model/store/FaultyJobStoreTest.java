package dev.tranche.model.store;

import static dev.tranche.model.store.SampleJobs.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tranche.model.fault.FaultPlan;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class FaultyJobStoreTest {
    private final FaultyJobStore store = new FaultyJobStore(new InMemoryJobStore(new SettableClock(T0)));
    private final SampleJobs jobs = new SampleJobs(store);

    @Nested
    final class WithoutFaultsIsAStore extends JobStoreContract {
        @Override
        protected JobStore open() {
            return new FaultyJobStore(new InMemoryJobStore(new SettableClock(T0)));
        }
    }

    @Test
    void aCallThatFailsBeforeItsEffectChangesNothing() {
        var claim = jobs.prepared();
        store.fail(FaultPlan.on("commit").beforeEffect());

        assertThatExceptionOfType(JobStoreException.class)
                .isThrownBy(() -> store.commit(claim, SampleJobs.commit(1, 1), T0))
                .withMessageContaining("commit");

        assertThat(jobs.job(claim.id()).turn().isHeldBy(claim)).isTrue();
    }

    @Test
    void aLostAnswerIsFoundInTheRow() {
        var claim = jobs.prepared();
        store.fail(FaultPlan.on("commit").afterEffect());

        assertThatExceptionOfType(JobStoreException.class)
                .isThrownBy(() -> store.commit(claim, SampleJobs.commit(1, 1), T0));

        assertThat(jobs.job(claim.id()).turn().hold().committedBy()).isEqualTo(claim.holder());
    }
}
