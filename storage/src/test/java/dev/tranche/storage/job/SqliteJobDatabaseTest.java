package dev.tranche.storage.job;

import static dev.tranche.model.store.SampleJobs.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.store.JobStoreException;
import dev.tranche.model.store.SampleJobs;
import dev.tranche.model.store.SettableClock;
import dev.tranche.model.store.Together;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** P21: what is SQLite's about the job store. */
final class SqliteJobDatabaseTest {
    @TempDir
    private Path folder;

    private HikariDataSource pool;

    @BeforeEach
    void openPool() {
        pool = newPool();
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    private HikariDataSource newPool() {
        return JobStoreConfiguration.sqlitePool("jdbc:sqlite:" + folder.resolve("jobs.db"));
    }

    private JdbcJobStore migratedStore() {
        new JobSchema(pool, new Random(1)).migrate();
        return JdbcJobStore.onSqlite(pool, new SettableClock(T0));
    }

    @Test
    void manyThatStartAtOnceOnANewFileFindOneDeployment() {
        var ids = Together.run(8, i -> {
            try (var own = newPool()) {
                var dataSource = new MigratedDataSource(own, new JobSchema(own, new SecureRandom()));
                return JdbcJobStore.onSqlite(dataSource, new SettableClock(T0)).deploymentId();
            }
        });

        assertThat(ids).hasSize(8).containsOnly(ids.get(0));
    }

    /** C24: what was accepted before there was compression is a plain file. */
    @Test
    void aJobOfTheFirstVersionIsReadAndNotCompressed() {
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/migration")
                .placeholders(Map.of("deploymentId", "0".repeat(32)))
                .target("1")
                .load()
                .migrate();
        var id = JobId.create(T0, new Random(1));
        var row =
                "INSERT INTO export_jobs (job_id, owner, database_name, format, table_names, created_at, estimated_tables,"
                        + " next_attempt_at, queued_at, progress_at) VALUES (?, 'anonymous', 'main', 'csv', '[]', 1, 1, 1, 1, 1)";
        new JdbcTemplate(pool).update(row, id.value());

        var job = migratedStore().find(id).orElseThrow();

        assertThat(job.admission().request()).isEqualTo(new ExportRequest("main", ExportFormat.CSV, List.of(), null));
    }

    @Test
    void anErrorOfTheDatabaseIsNeverTheAnswerFalse() {
        var store = migratedStore();
        var claim = new SampleJobs(store).prepared();
        new JdbcTemplate(pool).execute("ALTER TABLE export_jobs RENAME TO elsewhere");

        assertThatExceptionOfType(JobStoreException.class)
                .isThrownBy(() -> store.commit(claim, SampleJobs.commit(1, 1), T0))
                .withMessageContaining("commit")
                .withMessageContaining("no such table");
        assertThatExceptionOfType(JobStoreException.class).isThrownBy(() -> store.cancel(claim.id(), T0));
        assertThatExceptionOfType(JobStoreException.class).isThrownBy(() -> store.find(claim.id()));
    }

    @Test
    void aCommitThatCannotKeepItsPartsChangesNothing() {
        var store = migratedStore();
        var claim = new SampleJobs(store).prepared();
        var before = store.find(claim.id());
        new JdbcTemplate(pool).execute("DROP TABLE export_tables");

        assertThatExceptionOfType(JobStoreException.class)
                .isThrownBy(() -> store.commit(claim, SampleJobs.commit(1, 1), T0));

        assertThat(store.find(claim.id())).isEqualTo(before);
        assertThat(store.parts(claim.id())).isEmpty();
    }

    @Test
    void noQueryOfGatewayOrSweeperReadsTheWholeTable() {
        migratedStore();
        var sql = new JdbcTemplate(pool);
        var queries = List.of(
                "SELECT * FROM export_jobs WHERE ended_at IS NULL AND job_id > 'a' ORDER BY job_id LIMIT 9",
                "SELECT * FROM export_jobs WHERE clean_due_at <= 5 ORDER BY clean_due_at LIMIT 9",
                "SELECT * FROM export_jobs WHERE clean_due_at IS NULL AND cleanings = 2 AND expires_at <= 5"
                        + " ORDER BY expires_at LIMIT 9",
                "SELECT * FROM export_jobs WHERE callback_state = 'pending' AND callback_due_at <= 5"
                        + " AND callback_nudge_due_at <= 5 ORDER BY callback_due_at LIMIT 9",
                "SELECT status, count(*) FROM export_jobs GROUP BY status",
                "SELECT SUM(reserved_bytes) FROM export_jobs WHERE ended_at IS NULL AND job_id <> 'a'",
                "SELECT * FROM workers WHERE heartbeat_at >= 5",
                "SELECT * FROM export_parts WHERE job_id = 'a' ORDER BY number");

        assertThat(queries)
                .allSatisfy(query -> assertThat(planOf(sql, query))
                        .isNotEmpty()
                        .allMatch(step -> step.contains("USING") && step.contains("INDEX"), "uses an index"));
    }

    private static Stream<String> planOf(JdbcTemplate sql, String query) {
        return sql.query("EXPLAIN QUERY PLAN " + query, (row, n) -> row.getString("detail")).stream();
    }
}
