package dev.tranche.storage.job;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Hands out connections once the tables are up to date, which the first caller sees to. So a database that is away at the start
 * of the process is met like one that goes away later: calls fail until it is back. Thread-safe.
 */
final class MigratedDataSource extends DelegatingDataSource {
    private final JobSchema schema;
    private volatile boolean upToDate;

    MigratedDataSource(DataSource target, JobSchema schema) {
        super(target);
        this.schema = schema;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (!upToDate) {
            migrate();
        }
        return super.getConnection();
    }

    private synchronized void migrate() throws SQLException {
        if (upToDate) {
            return;
        }
        try {
            schema.migrate();
        } catch (FlywayException e) {
            throw new SQLException("the tables of the job store cannot be brought up to date: " + e.getMessage(), e);
        }
        upToDate = true;
    }
}
