package dev.tranche.storage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.JobStoreException;
import dev.tranche.model.store.SampleJobs;
import dev.tranche.model.store.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a SQLite job store that somebody moves, deletes or replaces while it is in use: no 202 into nowhere (issue 5, I4). */
class ReplacedJobFileTest {
    @TempDir
    private Path folder;

    private Path file;
    private HikariDataSource pool;
    private JobStore store;
    private SampleJobs jobs;

    @BeforeEach
    void open() throws IOException {
        file = folder.resolve("jobs.db");
        pool = JobStoreConfiguration.sqlitePool("jdbc:sqlite:" + file);
        new JobSchema(pool, new Random(1)).migrate();
        store = JdbcJobStore.onSqlite(new SameFileDataSource(pool, file), new SettableClock(SampleJobs.T0));
        jobs = new SampleJobs(store);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void issue5AFileThatIsGoneTakesNoJobAndIsUsedAgainWhenItIsBack() throws IOException {
        var before = jobs.prepared();
        Files.move(file, folder.resolve("moved.db"));
        assertRefused();
        assertThat(file).doesNotExist();
        Files.move(folder.resolve("moved.db"), file);

        store.check();
        assertThat(jobs.job(before.id()).turn().isHeldBy(before)).isTrue();
    }

    @Test
    void issue5AnotherFileInItsPlaceTakesNoJob() throws IOException {
        Path copy = Files.copy(file, folder.resolve("copy.db"));
        Files.delete(file);
        Files.move(copy, file);

        assertRefused();
    }

    private void assertRefused() {
        assertThatExceptionOfType(JobStoreException.class)
                .isThrownBy(jobs::pending)
                .withMessageContaining("deleted or replaced");
        assertThatExceptionOfType(JobStoreException.class).isThrownBy(store::check);
    }
}
