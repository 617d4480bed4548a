package dev.tranche.storage.job;

import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.job.TableSummary;
import dev.tranche.model.object.StoredPart;
import dev.tranche.model.store.Admission;
import dev.tranche.model.store.Beat;
import dev.tranche.model.store.CallbackOutcome;
import dev.tranche.model.store.Claim;
import dev.tranche.model.store.Commit;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.LiveJobs;
import dev.tranche.model.store.Preparation;
import dev.tranche.model.store.Release;
import dev.tranche.model.store.Reservation;
import dev.tranche.model.store.ReservationOutcome;
import dev.tranche.model.store.Sighting;
import dev.tranche.model.store.WorkerReport;
import dev.tranche.storage.job.JobDatabase.Writers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The job store in a relational database, one class a role behind it. Thread-safe, and shared by any number of processes: every
 * change is one statement, or one transaction that begins with it, whose condition decides.
 */
final class JdbcJobStore implements JobStore {
    private final InstantSource clock;
    private final JobReading reading;
    private final ClaimWrites claims;
    private final StepWrites steps;
    private final SweeperWrites sweeping;
    private final CallbackWrites callbacks;

    private JdbcJobStore(JobDatabase database, InstantSource clock) {
        this.clock = clock;
        reading = new JobReading(database);
        claims = new ClaimWrites(database);
        steps = new StepWrites(database);
        sweeping = new SweeperWrites(database);
        callbacks = new CallbackWrites(database);
    }

    /** On one machine, whose clock all processes share. */
    static JdbcJobStore onSqlite(DataSource dataSource, InstantSource clock) {
        return new JdbcJobStore(new JobDatabase(dataSource, Writers.IN_TURN), clock);
    }

    /** For many machines: the clock is the server's. */
    static JdbcJobStore onPostgres(DataSource dataSource) {
        var database = new JobDatabase(dataSource, Writers.AT_WILL);
        return new JdbcJobStore(database, new DatabaseClock(database));
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    @Override
    public void check() {
        reading.deploymentId();
    }

    @Override
    public String deploymentId() {
        return reading.deploymentId();
    }

    @Override
    public void insert(Admission admission) {
        reading.insert(admission);
    }

    @Override
    public Optional<Job> find(JobId id) {
        return reading.find(id);
    }

    @Override
    public List<StoredPart> parts(JobId id) {
        return reading.parts(id);
    }

    @Override
    public List<TableSummary> tables(JobId id) {
        return reading.tables(id);
    }

    @Override
    public Map<JobStatus, Long> countByStatus() {
        return reading.countByStatus();
    }

    @Override
    public LiveJobs liveJobs(String owner, String database) {
        return reading.liveJobs(owner, database);
    }

    @Override
    public boolean cancel(JobId id, Instant now) {
        return sweeping.cancel(id, now);
    }

    @Override
    public boolean claim(Claim claim, Instant now) {
        return claims.claim(claim, now);
    }

    @Override
    public boolean beat(Claim claim, Beat beat) {
        return claims.beat(claim, beat);
    }

    @Override
    public boolean begin(Claim claim, Instant now) {
        return claims.begin(claim, now);
    }

    @Override
    public ReservationOutcome reserve(Claim claim, Reservation reservation) {
        return claims.reserve(claim, reservation);
    }

    @Override
    public boolean prepare(Claim claim, Preparation preparation, Instant now) {
        return steps.prepare(claim, preparation, now);
    }

    @Override
    public boolean commit(Claim claim, Commit commit, Instant now) {
        return steps.commit(claim, commit, now);
    }

    @Override
    public boolean seal(Claim claim, Commit commit, Instant now) {
        return steps.seal(claim, commit, now);
    }

    @Override
    public boolean restart(Claim claim, Preparation preparation, Instant now) {
        return steps.restart(claim, preparation, now);
    }

    @Override
    public boolean release(Claim claim, Release release) {
        return claims.release(claim, release);
    }

    @Override
    public boolean end(Claim claim, Ending ending) {
        return claims.end(claim, ending);
    }

    @Override
    public List<Job> live(int limit) {
        return sweeping.live(limit);
    }

    @Override
    public List<Job> liveAfter(JobId after, int limit) {
        return sweeping.liveAfter(after, limit);
    }

    @Override
    public boolean repair(Sighting sighting, Instant now) {
        return sweeping.repair(sighting, now);
    }

    @Override
    public boolean timeOut(Sighting sighting, Ending ending) {
        return sweeping.timeOut(sighting, ending);
    }

    @Override
    public List<Job> dueForCleaning(Instant now, int limit) {
        return sweeping.dueForCleaning(now, limit);
    }

    @Override
    public boolean cleanedOnce(JobId id, Instant nextDueAt) {
        return sweeping.cleanedOnce(id, nextDueAt);
    }

    @Override
    public boolean cleanedForGood(JobId id) {
        return sweeping.cleanedForGood(id);
    }

    @Override
    public boolean cleaningPostponed(JobId id, Instant nextDueAt) {
        return sweeping.cleaningPostponed(id, nextDueAt);
    }

    @Override
    public boolean expired(JobId id) {
        return sweeping.expired(id);
    }

    @Override
    public void report(WorkerReport report) {
        sweeping.report(report);
    }

    @Override
    public List<WorkerReport> workersSince(Instant since) {
        return sweeping.workersSince(since);
    }

    @Override
    public List<Job> dueForCallback(Instant now, int limit) {
        return callbacks.due(now, limit);
    }

    @Override
    public boolean claimCallback(JobId id, int attempts, Instant now, Instant leaseUntil) {
        return callbacks.claim(id, attempts, now, leaseUntil);
    }

    @Override
    public boolean replayCallback(JobId id, Instant now) {
        return callbacks.replay(id, now);
    }

    @Override
    public boolean callbackTried(JobId id, int attempts, CallbackOutcome outcome) {
        return callbacks.tried(id, attempts, outcome);
    }

    @Override
    public boolean callbackNudged(JobId id, int attempts, Instant nextNudgeAt) {
        return callbacks.nudged(id, attempts, nextNudgeAt);
    }
}
