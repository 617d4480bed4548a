package dev.tranche.model.store;

final class InMemoryJobStoreTest extends JobStoreContract {
    @Override
    protected JobStore open() {
        return new InMemoryJobStore(new SettableClock(SampleJobs.T0));
    }
}
