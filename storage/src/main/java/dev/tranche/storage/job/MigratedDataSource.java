package dev.tranche.storage.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Hands out connections once the tables are up to date, which the first caller sees to. So a database that is away at the start
 * of the process is met like one that goes away later: calls fail until it is back. Thread-safe.
 */
final class MigratedDataSource extends DelegatingDataSource {
    /** How long a caller waits for another one that migrates, or that waits for a database which is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JobSchema schema;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean upToDate;

    MigratedDataSource(DataSource target, JobSchema schema) {
        super(target);
        this.schema = schema;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = super.getConnection();
        if (upToDate) {
            return connection;
        }
        connection.close();
        migrate();
        return super.getConnection();
    }

    private void migrate() throws SQLException {
        acquireLock();
        try {
            if (!upToDate) {
                schema.migrate();
                upToDate = true;
            }
        } catch (FlywayException e) {
            throw new SQLException("the tables of the job store cannot be brought up to date: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private void acquireLock() throws SQLException {
        try {
            if (lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new SQLTransientConnectionException("the tables of the job store are being brought up to date");
    }
}
