package dev.tranche.worker.chunk;

import dev.tranche.model.store.JobStore;

/** Which rules of the protocol hold: a test may take one away by what it puts between the workers of a {@link Cluster} and the job store. */
interface Rules {
    /** Every one of them. */
    Rules ALL = new Rules() {};

    /** The job store as a call finds it when it arrives there. */
    default JobStore atTheStore(JobStore jobs, Cluster cluster) {
        return jobs;
    }

    /** The job store as a worker sees it, with every answer that it did not get. */
    default JobStore atTheWorker(JobStore jobs, Cluster cluster) {
        return jobs;
    }
}
