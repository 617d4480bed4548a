package dev.tranche.storage.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.JobStoreContract;
import dev.tranche.model.store.Together;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.jdbc.core.JdbcTemplate;

/** The contract suite on a real PostgreSQL, whose binaries come with the tests. */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = "amd64",
        disabledReason = "the tests bring PostgreSQL for Linux on x86-64 only")
final class PostgresJobStoreIT extends JobStoreContract implements OlderWorkerContract {
    private static EmbeddedPostgres postgres;
    private static HikariDataSource pool;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        pool = newPool();
        new JobSchema(pool, new Random(1)).migrate();
    }

    private static HikariDataSource newPool() {
        var dataSource = new HikariDataSource();
        dataSource.setDataSource(postgres.getPostgresDatabase());
        return dataSource;
    }

    @AfterAll
    static void stop() throws IOException {
        pool.close();
        postgres.close();
    }

    @Override
    protected JobStore open() {
        new JdbcTemplate(pool).execute("TRUNCATE export_jobs, export_parts, export_tables, workers");
        return JdbcJobStore.onPostgres(pool);
    }

    @Override
    public JdbcTemplate sql() {
        return new JdbcTemplate(pool);
    }

    @Test
    void theClockIsThatOfTheDatabase() {
        assertThat(Duration.between(store().now(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void manyThatStartAtOnceOnAnEmptyDatabaseFindOneDeployment() {
        new JdbcTemplate(pool).execute("CREATE SCHEMA fresh");

        var ids = Together.run(6, i -> {
            try (var own = newPool()) {
                own.setSchema("fresh");
                var dataSource = new MigratedDataSource(own, new JobSchema(own, new SecureRandom()));
                return JdbcJobStore.onPostgres(dataSource).deploymentId();
            }
        });

        assertThat(ids).hasSize(6).containsOnly(ids.get(0)).doesNotContain(store().deploymentId());
    }
}
