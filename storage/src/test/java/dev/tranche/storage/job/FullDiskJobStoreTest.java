package dev.tranche.storage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.tranche.model.fault.SmallDisk;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.JobStoreException;
import dev.tranche.model.store.SampleJobs;
import dev.tranche.model.store.SettableClock;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SQLite job store on a disk that is full (issue 5): an error is not "0 rows", and nothing that was answered is lost (P21). */
class FullDiskJobStoreTest {
    @TempDir
    private Path home;

    private SmallDisk disk;
    private HikariDataSource pool;
    private JobStore store;
    private SampleJobs jobs;

    @BeforeEach
    void aSmallDisk() throws Exception {
        disk = SmallDisk.mount(home, 2);
        pool = JobStoreConfiguration.sqlitePool("jdbc:sqlite:" + home.resolve("jobs.db"));
        new JobSchema(pool, new Random(1)).migrate();
        store = JdbcJobStore.onSqlite(pool, new SettableClock(SampleJobs.T0));
        jobs = new SampleJobs(store);
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            pool.close();
            disk.close();
        }
    }

    @Test
    void issue5AFullDiskFailsWritesAndKeepsWhatWasAnswered() throws Exception {
        var claim = jobs.prepared();
        disk.fill();
        assertThatThrownBy(this::acceptUntilItFails).isInstanceOf(JobStoreException.class);
        assertThat(jobs.job(claim.id()).turn().isHeldBy(claim)).isTrue();
        disk.makeRoom();

        assertThat(store.commit(claim, SampleJobs.commit(1, 2), SampleJobs.T0)).isTrue();
        assertThat(store.parts(claim.id())).hasSize(2);
    }

    /** SQLite has some room of its own in its files. */
    private void acceptUntilItFails() {
        for (int i = 0; i < 10_000; i++) {
            jobs.pending();
        }
    }
}
