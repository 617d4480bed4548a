package dev.tranche.storage.job;

import dev.tranche.model.job.JobStatus;
import dev.tranche.model.store.Beat;
import dev.tranche.model.store.Claim;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.Release;
import dev.tranche.model.store.Reservation;
import dev.tranche.model.store.ReservationOutcome;
import dev.tranche.model.store.Turn;
import java.time.Instant;

/** How a delivery takes a step, keeps it, and gives it up or ends the job (P2, P3, P9, P10). Stateless. */
final class ClaimWrites {
    private final JobDatabase database;

    ClaimWrites(JobDatabase database) {
        this.database = database;
    }

    boolean claim(Claim claim, Instant now) {
        var sql = """
                UPDATE export_jobs
                SET holder = :holder, heartbeat_at = :now,
                    attempts = attempts + 1, deaths = deaths + CASE WHEN holder IS NULL THEN 0 ELSE 1 END,
                    progress_at = :now, progress_count = progress_count + 1
                WHERE job_id = :id AND step = :step AND ended_at IS NULL AND next_attempt_at <= :now
                  AND (holder IS NULL OR heartbeat_at <= :expired)
                """;
        return database.change(
                "claim", sql, Parameters.of(claim).with("now", now).with("expired", expired(now)));
    }

    boolean beat(Claim claim, Beat beat) {
        var sql = """
                UPDATE export_jobs
                SET heartbeat_at = :at,
                    progress_at = CASE WHEN :marks > 0 OR heartbeat_at <= :expired THEN :at ELSE progress_at END,
                    progress_count = progress_count + :marks + CASE WHEN heartbeat_at <= :expired THEN 1 ELSE 0 END,
                    attempts = CASE WHEN step = :step AND highest_part < :part THEN 1 ELSE attempts END,
                    deaths = CASE WHEN step = :step AND highest_part < :part THEN 0 ELSE deaths END,
                    highest_part = CASE WHEN step = :step AND highest_part < :part THEN :part ELSE highest_part END
                WHERE job_id = :id AND holder = :holder
                """;
        var parameters = Parameters.of(claim)
                .with("at", beat.at())
                .with("expired", expired(beat.at()))
                .with("marks", beat.marks())
                .with("part", beat.highestPart());
        return database.change("beat", sql, parameters);
    }

    boolean begin(Claim claim, Instant now) {
        var sql = """
                UPDATE export_jobs
                SET status = 'in_progress', started_at = COALESCE(started_at, :now)
                WHERE job_id = :id AND step = :step AND holder = :holder
                """;
        return database.change("begin", sql, Parameters.of(claim).with("now", now));
    }

    /** The lock comes first, so that no two jobs add up what others have reserved at the same time. */
    ReservationOutcome reserve(Claim claim, Reservation reservation) {
        return database.atomically("reserve", () -> {
            database.update("reserve", "UPDATE deployment SET deployment_id = deployment_id", Parameters.none());
            long room = reservation.freeBytes() - reservedByOthers(claim);
            boolean fits = reservation.bytes() <= room;
            if (!keep(claim, fits ? reservation.bytes() : 0)) {
                return ReservationOutcome.LOST;
            }
            return fits ? ReservationOutcome.RESERVED : ReservationOutcome.NO_ROOM;
        });
    }

    private long reservedByOthers(Claim claim) {
        var sql = """
                SELECT COALESCE(SUM(reserved_bytes), 0) FROM export_jobs WHERE ended_at IS NULL AND job_id <> :id
                """;
        return database.query("reserve", sql, Parameters.of(claim), (row, n) -> row.getLong(1))
                .get(0);
    }

    private boolean keep(Claim claim, long bytes) {
        var sql = """
                UPDATE export_jobs
                SET reserved_bytes = :bytes,
                    waiting_for = CASE WHEN :bytes > 0 THEN NULL ELSE waiting_for END,
                    waiting_since = CASE WHEN :bytes > 0 THEN NULL ELSE waiting_since END
                WHERE job_id = :id AND step = :step AND holder = :holder
                """;
        return database.change("reserve", sql, Parameters.of(claim).with("bytes", bytes));
    }

    boolean release(Claim claim, Release release) {
        var sql = """
                UPDATE export_jobs
                SET holder = NULL, heartbeat_at = NULL,
                    next_attempt_at = :next, queued_at = :next,
                    attempts = attempts - 1 + :counted, last_error = COALESCE(:error, last_error),
                    progress_at = CASE WHEN :counted = 1 THEN :at ELSE progress_at END,
                    progress_count = progress_count + :counted,
                    waiting_since = CASE WHEN COALESCE(:waitingFor, waiting_for) IS NOT NULL
                                         THEN COALESCE(waiting_since, :at) END,
                    waiting_for = COALESCE(:waitingFor, waiting_for)
                WHERE job_id = :id AND step = :step AND holder = :holder
                """;
        var parameters = Parameters.of(claim)
                .with("at", release.at())
                .with("next", release.nextAttemptAt())
                .with("counted", release.counted() ? 1 : 0)
                .with("error", release.error())
                .with("waitingFor", release.waitingFor());
        return database.change("release", sql, parameters);
    }

    boolean end(Claim claim, Ending ending) {
        var where = """
                WHERE job_id = :id AND step = :step AND holder = :holder AND sealed >= :sealed
                """;
        var parameters = Parameters.of(claim)
                .with("by", claim.holder().value())
                .with("sealed", ending.status() == JobStatus.COMPLETED ? 1 : 0);
        return database.change("end", EndStatement.SET + where, EndStatement.with(parameters, ending));
    }

    private static Instant expired(Instant now) {
        return now.minus(Turn.HOLD_EXPIRES_AFTER);
    }
}
