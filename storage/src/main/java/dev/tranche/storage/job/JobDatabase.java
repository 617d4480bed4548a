package dev.tranche.storage.job;

import dev.tranche.model.store.JobStoreException;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.core.NestedRuntimeException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs the statements of the job store. Thread-safe. The one place where an error of the database becomes a {@link
 * JobStoreException}; it never becomes "0 rows" (P21).
 */
final class JobDatabase {
    /** Who may write while another thread of this process does. */
    enum Writers {
        /** SQLite takes one at a time, and lets the others look again ever later: here they queue up instead. */
        IN_TURN,
        /** The server sees to it. */
        AT_WILL
    }

    private final NamedParameterJdbcTemplate template;
    private final JdbcClient client;
    private final TransactionTemplate transaction;

    private final Writers writers;
    private final Lock turn = new ReentrantLock(true);

    JobDatabase(DataSource dataSource, Writers writers) {
        this.writers = writers;
        template = new NamedParameterJdbcTemplate(dataSource);
        client = JdbcClient.create(template);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** Runs an action whose statements belong together, all or none of which take effect. */
    <T> T atomically(String operation, Supplier<T> action) {
        return write(operation, () -> transaction.execute(status -> action.get()));
    }

    /** Changes the row of one job, or none; says which. */
    boolean change(String operation, String sql, Parameters parameters) {
        return update(operation, sql, parameters) == 1;
    }

    /** Runs a statement and says how many rows it changed. */
    int update(String operation, String sql, Parameters parameters) {
        return write(operation, () -> client.sql(sql).params(parameters.toMap()).update());
    }

    /** Runs a statement once for each element. */
    void updateAll(String operation, String sql, List<Parameters> parameters) {
        if (!parameters.isEmpty()) {
            var batch = parameters.stream()
                    .map(p -> new MapSqlParameterSource(p.toMap()))
                    .toArray(SqlParameterSource[]::new);
            write(operation, () -> template.batchUpdate(sql, batch));
        }
    }

    /** All rows of a query. */
    <T> List<T> query(String operation, String sql, Parameters parameters, RowMapper<T> mapper) {
        return translated(
                operation,
                () -> client.sql(sql).params(parameters.toMap()).query(mapper).list());
    }

    private <T> T write(String operation, Supplier<T> action) {
        if (writers == Writers.AT_WILL) {
            return translated(operation, action);
        }
        turn.lock();
        try {
            return translated(operation, action);
        } finally {
            turn.unlock();
        }
    }

    private static <T> T translated(String operation, Supplier<T> action) {
        try {
            return action.get();
        } catch (NestedRuntimeException e) {
            throw new JobStoreException(operation, e.getMostSpecificCause());
        }
    }
}
