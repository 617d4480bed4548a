package dev.tranche.model.store;

/** What the parts of {@link JobStoreContract} work on. */
interface StoreUnderTest {
    /** The store, empty at the start of every test. */
    JobStore store();

    /** Jobs in it. */
    SampleJobs jobs();

    /** A job as it is now. */
    default Job job(Claim claim) {
        return jobs().job(claim.id());
    }
}
