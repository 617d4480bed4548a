package dev.tranche.storage.job;

import dev.tranche.model.store.JobStoreException;
import java.time.Instant;
import java.time.InstantSource;

/**
 * PostgreSQL's own clock, by which the times of processes on several machines are compared. Asks at every reading.
 * Thread-safe.
 */
final class DatabaseClock implements InstantSource {
    private final JobDatabase database;

    DatabaseClock(JobDatabase database) {
        this.database = database;
    }

    /** @throws JobStoreException if the database does not answer */
    @Override
    public Instant instant() {
        var sql = """
                SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT)
                """;
        return database.query("now", sql, Parameters.none(), (row, n) -> Instant.ofEpochMilli(row.getLong(1)))
                .get(0);
    }
}
