package dev.tranche.storage.job;

import dev.tranche.model.job.JobId;
import dev.tranche.model.store.CallbackOutcome;
import dev.tranche.model.store.Job;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The outbox of terminal callbacks (P9, I6). Stateless. */
final class CallbackWrites {
    private final JobDatabase database;

    CallbackWrites(JobDatabase database) {
        this.database = database;
    }

    List<Job> due(Instant now, int limit) {
        var sql = """
                SELECT * FROM export_jobs
                WHERE callback_state = 'pending' AND callback_due_at <= :now AND callback_nudge_due_at <= :now
                ORDER BY callback_due_at LIMIT :limit
                """;
        var parameters = Parameters.none().with("now", now).with("limit", limit);
        return database.query("dueForCallback", sql, parameters, JobRow::read);
    }

    boolean claim(JobId id, int attempts, Instant now, Instant leaseUntil) {
        var sql = """
                UPDATE export_jobs
                SET callback_attempts = callback_attempts + 1, callback_due_at = :leaseUntil,
                    callback_tried_at = :now, callback_status = NULL, callback_failure = NULL
                WHERE job_id = :id AND callback_state = 'pending' AND callback_attempts = :attempts
                  AND callback_due_at <= :now
                """;
        var parameters = of(id, attempts).with("now", now).with("leaseUntil", leaseUntil);
        return database.change("claimCallback", sql, parameters);
    }

    /** What the last try came to is not known while it is under way: then its lease is left alone. */
    boolean replay(JobId id, Instant now) {
        var sql = """
                UPDATE export_jobs
                SET callback_state = 'pending', callback_due_at = :now, callback_nudge_due_at = :now,
                    callback_attempts_replayed = callback_attempts
                WHERE job_id = :id
                  AND (callback_state IN ('delivered', 'abandoned')
                       OR callback_state = 'pending' AND callback_due_at > :now
                          AND (callback_tried_at IS NULL OR callback_status IS NOT NULL))
                """;
        return database.change("replayCallback", sql, Parameters.of(id).with("now", now));
    }

    boolean tried(JobId id, int attempts, CallbackOutcome outcome) {
        var sql = """
                UPDATE export_jobs
                SET callback_state = :state, callback_due_at = :nextTryAt, callback_nudge_due_at = :nextTryAt,
                    callback_status = :status, callback_failure = :failure
                WHERE job_id = :id AND callback_state = 'pending' AND callback_attempts = :attempts
                """;
        var parameters = of(id, attempts)
                .with("state", outcome.state().name().toLowerCase(Locale.ROOT))
                .with("nextTryAt", outcome.nextTryAt())
                .with("status", outcome.result().status())
                .with("failure", outcome.result().failure());
        return database.change("callbackTried", sql, parameters);
    }

    boolean nudged(JobId id, int attempts, Instant nextNudgeAt) {
        var sql = """
                UPDATE export_jobs SET callback_nudge_due_at = :nextNudgeAt
                WHERE job_id = :id AND callback_state = 'pending' AND callback_attempts = :attempts
                """;
        return database.change("callbackNudged", sql, of(id, attempts).with("nextNudgeAt", nextNudgeAt));
    }

    private static Parameters of(JobId id, int attempts) {
        return Parameters.of(id).with("attempts", attempts);
    }
}
