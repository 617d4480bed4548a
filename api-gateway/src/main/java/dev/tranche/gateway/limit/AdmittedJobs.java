package dev.tranche.gateway.limit;

import dev.tranche.gateway.error.ErrorAnswer;
import dev.tranche.gateway.error.Refused;
import dev.tranche.gateway.security.Caller;
import dev.tranche.model.store.Admission;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.JobStoreException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Where accepted jobs are written down. Bounds how many jobs a token and a database may have that have not ended. One request at a time counts and inserts, so a gateway keeps
 * the bound; several gateways, which do not wait for each other, may pass it by one job each. Thread-safe.
 */
public final class AdmittedJobs {
    /** Longer than a job store that is well needs for a queue of requests; then they are told that it is not. */
    private static final Duration TURN_WITHIN = Duration.ofSeconds(5);

    private static final String SECONDS_TO_RETRY = "10";

    private final LimitSettings limits;
    private final JobStore jobs;
    private final MeterRegistry meters;
    private final Lock turn = new ReentrantLock(true);

    AdmittedJobs(LimitSettings limits, JobStore jobs, MeterRegistry meters) {
        this.limits = limits;
        this.jobs = jobs;
        this.meters = meters;
    }

    /** The job store's clock. */
    public Instant now() {
        return jobs.now();
    }

    /**
     * Makes the job durable.
     *
     * @throws Refused 429 if there are too many already
     * @throws JobStoreException if it is not known that the job is durable
     */
    public void insert(Admission admission, Caller caller) {
        int ofToken = caller.isAnonymous() ? 0 : limits.liveJobsPerToken();
        if (ofToken == 0 && limits.liveJobsPerDatabase() == 0) {
            jobs.insert(admission);
            return;
        }
        takeTurn();
        try {
            check(admission, ofToken);
            jobs.insert(admission);
        } finally {
            turn.unlock();
        }
    }

    private void takeTurn() {
        try {
            if (!turn.tryLock(TURN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new JobStoreException("insert", new IllegalStateException("too many wait for the job store"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobStoreException("insert", e);
        }
    }

    private void check(Admission admission, int ofToken) {
        String database = admission.request().database();
        var live = jobs.liveJobs(admission.owner(), database);
        if (ofToken > 0 && live.ofOwner() >= ofToken) {
            throw refused("token", "Token '" + admission.owner() + "' has " + live.ofOwner());
        }
        if (limits.liveJobsPerDatabase() > 0 && live.ofDatabase() >= limits.liveJobsPerDatabase()) {
            throw refused("database", "Database '" + database + "' has " + live.ofDatabase());
        }
    }

    private Refused refused(String whose, String has) {
        meters.counter("tranche.requests.refused", "limit", "live_jobs_per_" + whose)
                .increment();
        return new Refused(new ErrorAnswer(
                        HttpStatus.TOO_MANY_REQUESTS,
                        has
                                + " jobs that have not ended, which are as many as it may have; try again when one has ended")
                .with(HttpHeaders.RETRY_AFTER, SECONDS_TO_RETRY));
    }
}
