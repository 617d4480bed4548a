package dev.tranche.storage.job;

import com.zaxxer.hikari.HikariDataSource;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.JobStoreContract;
import dev.tranche.model.store.SampleJobs;
import dev.tranche.model.store.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

final class SqliteJobStoreTest extends JobStoreContract implements OlderWorkerContract {
    @TempDir
    private static Path templates;

    @TempDir
    private Path folder;

    private HikariDataSource pool;

    @BeforeAll
    static void migrateOnce() {
        try (var pool = JobStoreConfiguration.sqlitePool("jdbc:sqlite:" + template())) {
            new JobSchema(pool, new Random(1)).migrate();
        }
    }

    private static Path template() {
        return templates.resolve("jobs.db");
    }

    @Override
    protected JobStore open() throws IOException {
        var file = Files.copy(template(), folder.resolve("jobs.db"));
        pool = JobStoreConfiguration.sqlitePool("jdbc:sqlite:" + file);
        return JdbcJobStore.onSqlite(pool, new SettableClock(SampleJobs.T0));
    }

    @Override
    public JdbcTemplate sql() {
        return new JdbcTemplate(pool);
    }

    @AfterEach
    void close() {
        pool.close();
    }
}
