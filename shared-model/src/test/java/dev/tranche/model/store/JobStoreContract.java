package dev.tranche.model.store;

import org.junit.jupiter.api.BeforeEach;

/** What every job store must do, by role. A subclass says how to open one. */
public abstract class JobStoreContract
        implements AdmissionContract,
                LaterVersionContract,
                ClaimContract,
                BeatContract,
                FenceContract,
                StepContract,
                ReservationContract,
                EndingContract,
                SweeperContract,
                CallbackContract {
    private JobStore store;
    private SampleJobs jobs;

    /** A store without jobs. */
    protected abstract JobStore open() throws Exception;

    @BeforeEach
    final void openStore() throws Exception {
        store = open();
        jobs = new SampleJobs(store);
    }

    @Override
    public final JobStore store() {
        return store;
    }

    @Override
    public final SampleJobs jobs() {
        return jobs;
    }
}
