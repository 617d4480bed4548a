package dev.tranche.model.store;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.fault.Faults;
import dev.tranche.model.fault.Interception;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.job.TableSummary;
import dev.tranche.model.object.StoredPart;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Passes every call on to another store and lets {@link FaultPlan}s strike before or after; the plans name the calls as the port's
 * methods do. A failed call after its effect is an answer that got lost (P7).
 */
public final class FaultyJobStore implements JobStore {
    private final JobStore store;
    private final Faults faults = new Faults(FaultyJobStore::failure);
    private final Interception around;

    public FaultyJobStore(JobStore store) {
        this.store = store;
        this.around = faults;
    }

    /** With this around every call in place of plans. */
    public FaultyJobStore(JobStore store, Interception around) {
        this.store = store;
        this.around = around;
    }

    /** What a store throws of which it is unknown whether it did what was asked. */
    public static JobStoreException failure(String call) {
        return new JobStoreException(call, new IOException("a fault of the test"));
    }

    public void fail(FaultPlan plan) {
        faults.add(plan);
    }

    public Faults faults() {
        return faults;
    }

    @Override
    public Instant now() {
        return around.around("now", store::now);
    }

    @Override
    public String deploymentId() {
        return around.around("deploymentId", store::deploymentId);
    }

    @Override
    public void check() {
        around.around("check", store::check);
    }

    @Override
    public void insert(Admission admission) {
        around.around("insert", () -> store.insert(admission));
    }

    @Override
    public Optional<Job> find(JobId id) {
        return around.around("find", () -> store.find(id));
    }

    @Override
    public List<StoredPart> parts(JobId id) {
        return around.around("parts", () -> store.parts(id));
    }

    @Override
    public List<TableSummary> tables(JobId id) {
        return around.around("tables", () -> store.tables(id));
    }

    @Override
    public Map<JobStatus, Long> countByStatus() {
        return around.around("countByStatus", store::countByStatus);
    }

    @Override
    public LiveJobs liveJobs(String owner, String database) {
        return around.around("liveJobs", () -> store.liveJobs(owner, database));
    }

    @Override
    public boolean cancel(JobId id, Instant now) {
        return around.around("cancel", () -> store.cancel(id, now));
    }

    @Override
    public boolean claim(Claim claim, Instant now) {
        return around.around("claim", () -> store.claim(claim, now));
    }

    @Override
    public boolean beat(Claim claim, Beat beat) {
        return around.around("beat", () -> store.beat(claim, beat));
    }

    @Override
    public boolean begin(Claim claim, Instant now) {
        return around.around("begin", () -> store.begin(claim, now));
    }

    @Override
    public ReservationOutcome reserve(Claim claim, Reservation reservation) {
        return around.around("reserve", () -> store.reserve(claim, reservation));
    }

    @Override
    public boolean prepare(Claim claim, Preparation preparation, Instant now) {
        return around.around("prepare", () -> store.prepare(claim, preparation, now));
    }

    @Override
    public boolean commit(Claim claim, Commit commit, Instant now) {
        return around.around("commit", () -> store.commit(claim, commit, now));
    }

    @Override
    public boolean seal(Claim claim, Commit commit, Instant now) {
        return around.around("seal", () -> store.seal(claim, commit, now));
    }

    @Override
    public boolean restart(Claim claim, Preparation preparation, Instant now) {
        return around.around("restart", () -> store.restart(claim, preparation, now));
    }

    @Override
    public boolean release(Claim claim, Release release) {
        return around.around("release", () -> store.release(claim, release));
    }

    @Override
    public boolean end(Claim claim, Ending ending) {
        return around.around("end", () -> store.end(claim, ending));
    }

    @Override
    public List<Job> live(int limit) {
        return around.around("live", () -> store.live(limit));
    }

    @Override
    public List<Job> liveAfter(JobId after, int limit) {
        return around.around("liveAfter", () -> store.liveAfter(after, limit));
    }

    @Override
    public boolean repair(Sighting sighting, Instant now) {
        return around.around("repair", () -> store.repair(sighting, now));
    }

    @Override
    public boolean timeOut(Sighting sighting, Ending ending) {
        return around.around("timeOut", () -> store.timeOut(sighting, ending));
    }

    @Override
    public List<Job> dueForCleaning(Instant now, int limit) {
        return around.around("dueForCleaning", () -> store.dueForCleaning(now, limit));
    }

    @Override
    public boolean cleanedOnce(JobId id, Instant nextDueAt) {
        return around.around("cleanedOnce", () -> store.cleanedOnce(id, nextDueAt));
    }

    @Override
    public boolean cleanedForGood(JobId id) {
        return around.around("cleanedForGood", () -> store.cleanedForGood(id));
    }

    @Override
    public boolean cleaningPostponed(JobId id, Instant nextDueAt) {
        return around.around("cleaningPostponed", () -> store.cleaningPostponed(id, nextDueAt));
    }

    @Override
    public boolean expired(JobId id) {
        return around.around("expired", () -> store.expired(id));
    }

    @Override
    public void report(WorkerReport report) {
        around.around("report", () -> store.report(report));
    }

    @Override
    public List<WorkerReport> workersSince(Instant since) {
        return around.around("workersSince", () -> store.workersSince(since));
    }

    @Override
    public List<Job> dueForCallback(Instant now, int limit) {
        return around.around("dueForCallback", () -> store.dueForCallback(now, limit));
    }

    @Override
    public boolean claimCallback(JobId id, int attempts, Instant now, Instant leaseUntil) {
        return around.around("claimCallback", () -> store.claimCallback(id, attempts, now, leaseUntil));
    }

    @Override
    public boolean replayCallback(JobId id, Instant now) {
        return around.around("replayCallback", () -> store.replayCallback(id, now));
    }

    @Override
    public boolean callbackTried(JobId id, int attempts, CallbackOutcome outcome) {
        return around.around("callbackTried", () -> store.callbackTried(id, attempts, outcome));
    }

    @Override
    public boolean callbackNudged(JobId id, int attempts, Instant nextNudgeAt) {
        return around.around("callbackNudged", () -> store.callbackNudged(id, attempts, nextNudgeAt));
    }
}
