package dev.tranche.storage.job;

import dev.tranche.model.job.JobId;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.Sighting;
import dev.tranche.model.store.Turn;
import dev.tranche.model.store.WorkerReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What sweepers, and owners who cancel, read and write past a job's holder (P9, P11, P12, C36). Stateless. */
final class SweeperWrites {
    private static final Duration WORKERS_FORGOTTEN_AFTER = Duration.ofDays(1);

    private final JobDatabase database;

    SweeperWrites(JobDatabase database) {
        this.database = database;
    }

    List<Job> live(int limit) {
        return liveAfter("", limit);
    }

    List<Job> liveAfter(JobId after, int limit) {
        return liveAfter(after.value(), limit);
    }

    private List<Job> liveAfter(String after, int limit) {
        var sql = """
                SELECT * FROM export_jobs WHERE ended_at IS NULL AND job_id > :after ORDER BY job_id LIMIT :limit
                """;
        var parameters = Parameters.none().with("after", after).with("limit", limit);
        return database.query("live", sql, parameters, JobRow::read);
    }

    boolean cancel(JobId id, Instant now) {
        var where = """
                WHERE job_id = :id AND ended_at IS NULL
                """;
        var parameters = Parameters.of(id).with("by", null);
        return database.change(
                "cancel", EndStatement.SET + where, EndStatement.with(parameters, Ending.cancelled(now)));
    }

    boolean timeOut(Sighting sighting, Ending ending) {
        var where = """
                WHERE job_id = :id AND step = :step AND progress_count = :progress AND repairs = :repairs
                  AND ended_at IS NULL
                """;
        return database.change(
                "timeOut",
                EndStatement.SET + where,
                EndStatement.with(of(sighting).with("by", null), ending));
    }

    boolean repair(Sighting sighting, Instant now) {
        var sql = """
                UPDATE export_jobs SET queued_at = :now, repairs = repairs + 1
                WHERE job_id = :id AND step = :step AND progress_count = :progress AND repairs = :repairs
                  AND ended_at IS NULL AND (holder IS NULL OR heartbeat_at <= :expired)
                """;
        var parameters = of(sighting).with("now", now).with("expired", now.minus(Turn.HOLD_EXPIRES_AFTER));
        return database.change("repair", sql, parameters);
    }

    private static Parameters of(Sighting sighting) {
        return Parameters.of(sighting.id())
                .with("step", sighting.step())
                .with("progress", sighting.progressCount())
                .with("repairs", sighting.repairs());
    }

    List<Job> dueForCleaning(Instant now, int limit) {
        var sql = """
                SELECT * FROM export_jobs WHERE clean_due_at <= :now ORDER BY clean_due_at LIMIT :limit
                """;
        var parameters = Parameters.none().with("now", now).with("limit", limit);
        var due = database.query("dueForCleaning", sql, parameters, JobRow::read);
        return due.size() < limit ? plus(due, expiredUnseen(now, limit - due.size())) : due;
    }

    /** What workers from before V5 left due for nothing (see {@link JobRow}). */
    private List<Job> expiredUnseen(Instant now, int limit) {
        var sql = """
                SELECT * FROM export_jobs
                WHERE clean_due_at IS NULL AND cleanings = 2 AND expires_at <= :now ORDER BY expires_at LIMIT :limit
                """;
        var parameters = Parameters.none().with("now", now).with("limit", limit);
        return database.query("dueForCleaning", sql, parameters, JobRow::read);
    }

    private static List<Job> plus(List<Job> some, List<Job> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    boolean cleanedOnce(JobId id, Instant nextDueAt) {
        var sql = """
                UPDATE export_jobs SET cleanings = 1, clean_due_at = :nextDueAt
                WHERE job_id = :id AND ended_at IS NOT NULL AND cleanings = 0
                """;
        return database.change("cleanedOnce", sql, Parameters.of(id).with("nextDueAt", nextDueAt));
    }

    boolean cleanedForGood(JobId id) {
        var sql = """
                UPDATE export_jobs SET cleanings = 2, clean_due_at = expires_at WHERE job_id = :id AND cleanings = 1
                """;
        return database.change("cleanedForGood", sql, Parameters.of(id));
    }

    boolean cleaningPostponed(JobId id, Instant nextDueAt) {
        var sql = """
                UPDATE export_jobs SET clean_due_at = :nextDueAt
                WHERE job_id = :id AND cleanings < 3 AND COALESCE(clean_due_at, expires_at) < :nextDueAt
                """;
        return database.change("cleaningPostponed", sql, Parameters.of(id).with("nextDueAt", nextDueAt));
    }

    boolean expired(JobId id) {
        var sql = """
                UPDATE export_jobs SET cleanings = 3, clean_due_at = NULL
                WHERE job_id = :id AND cleanings = 2 AND expires_at IS NOT NULL
                """;
        return database.change("expired", sql, Parameters.of(id));
    }

    void report(WorkerReport report) {
        var sql = """
                INSERT INTO workers (worker, heartbeat_at, last_idle_at, newest_queued_at_taken, engine_fingerprint)
                VALUES (:worker, :heartbeatAt, :lastIdleAt, :newestQueuedAtTaken, :fingerprint)
                ON CONFLICT (worker) DO UPDATE
                SET heartbeat_at = excluded.heartbeat_at, last_idle_at = excluded.last_idle_at,
                    newest_queued_at_taken = excluded.newest_queued_at_taken,
                    engine_fingerprint = excluded.engine_fingerprint
                """;
        var parameters = Parameters.none()
                .with("worker", report.worker())
                .with("heartbeatAt", report.heartbeatAt())
                .with("lastIdleAt", report.lastIdleAt())
                .with("newestQueuedAtTaken", report.newestQueuedAtTaken())
                .with("fingerprint", report.fingerprint());
        database.update("report", sql, parameters);
        forgetWorkersSilentSince(report.heartbeatAt().minus(WORKERS_FORGOTTEN_AFTER));
    }

    /** Looks before it deletes: a look waits for nobody, and there is hardly ever anything to delete. */
    private void forgetWorkersSilentSince(Instant time) {
        var silent = """
                SELECT worker FROM workers WHERE heartbeat_at < :time
                """;
        var parameters = Parameters.none().with("time", time);
        if (!database.query("report", silent, parameters, (row, n) -> row.getString(1))
                .isEmpty()) {
            database.update("report", "DELETE FROM workers WHERE heartbeat_at < :time", parameters);
        }
    }

    List<WorkerReport> workersSince(Instant since) {
        var sql = """
                SELECT worker, heartbeat_at, last_idle_at, newest_queued_at_taken, engine_fingerprint
                FROM workers WHERE heartbeat_at >= :since ORDER BY worker
                """;
        return database.query(
                "workersSince",
                sql,
                Parameters.none().with("since", since),
                (row, n) -> new WorkerReport(
                        row.getString(1),
                        Instant.ofEpochMilli(row.getLong(2)),
                        Instant.ofEpochMilli(row.getLong(3)),
                        Instant.ofEpochMilli(row.getLong(4)),
                        row.getString(5)));
    }
}
