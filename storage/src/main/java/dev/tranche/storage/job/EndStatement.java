package dev.tranche.storage.job;

import dev.tranche.model.store.Ending;

/** What every terminal write sets (P9); who may end the job and why is the condition that callers append. */
final class EndStatement {
    static final String SET = """
            UPDATE export_jobs
            SET status = :status, ended_at = :endedAt, error_message = :errorMessage, expires_at = :expiresAt,
                step = step + 1, committed_by = :by, holder = NULL, heartbeat_at = NULL,
                reserved_bytes = 0, waiting_for = NULL, waiting_since = NULL, clean_due_at = :endedAt,
                callback_state = CASE WHEN callback_url IS NULL THEN 'none' ELSE 'pending' END,
                callback_due_at = CASE WHEN callback_url IS NOT NULL THEN :endedAt END,
                callback_nudge_due_at = CASE WHEN callback_url IS NOT NULL THEN :endedAt END
            """;

    private EndStatement() {}

    /** Adds what {@link #SET} names, but {@code by}. */
    static Parameters with(Parameters parameters, Ending ending) {
        return parameters
                .with("status", ending.status().wireName())
                .with("endedAt", ending.at())
                .with("errorMessage", ending.findErrorMessage().orElse(null))
                .with("expiresAt", ending.findExpiresAt().orElse(null));
    }
}
