package dev.tranche.storage.job;

import static dev.tranche.model.store.SampleJobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tranche.model.store.Release;
import dev.tranche.model.store.SampleJobs;
import dev.tranche.model.store.SettableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** P21: several processes on one SQLite file, and one that is killed. */
final class SqliteProcessesIT {
    @TempDir
    private Path folder;

    private HikariDataSource pool;
    private JdbcJobStore store;
    private SampleJobs jobs;

    @BeforeEach
    void open() {
        pool = JobStoreConfiguration.sqlitePool("jdbc:sqlite:" + file());
        new JobSchema(pool, new Random(1)).migrate();
        store = JdbcJobStore.onSqlite(pool, new SettableClock(T0));
        jobs = new SampleJobs(store);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private Path file() {
        return folder.resolve("jobs.db");
    }

    @Test
    void ofTwoProcessesThatClaimEveryJobEachGetsWhatTheOtherDoesNot() throws IOException {
        var all = Stream.generate(() -> jobs.pending().value()).limit(300).toList();

        try (var one = OtherProcess.start("claim", file());
                var two = OtherProcess.start("claim", file())) {
            one.go();
            two.go();
            var won = new ArrayList<>(linesOf(one));
            won.addAll(linesOf(two));

            assertThat(won).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    private static List<String> linesOf(OtherProcess process) {
        return Stream.generate(process::nextLine)
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
    }

    @RepeatedTest(2)
    void whatWasAnsweredBeforeAKillIsThereAndWholeAfterIt() throws IOException {
        var prepared = jobs.prepared();
        store.release(prepared, Release.givenBack(T0));
        int lastAnswered = 0;

        try (var process = OtherProcess.start("commit", file())) {
            process.go();
            while (lastAnswered < 40) {
                lastAnswered = Integer.parseInt(process.nextLine().orElseThrow());
            }
            process.kill();
            lastAnswered = linesOf(process).stream().mapToInt(Integer::parseInt).reduce(lastAnswered, Math::max);
        }

        var job = jobs.job(prepared.id());
        int parts = job.findCheckpoint().orElseThrow().uploaded().parts();
        assertThat(parts).isBetween(lastAnswered, lastAnswered + 1);
        assertThat(job.turn().step()).isEqualTo(parts + 1);
        assertThat(store.parts(prepared.id())).hasSize(parts);
        assertThat(store.tables(prepared.id())).hasSize(parts);
        assertThat(new JdbcTemplate(pool).queryForObject("PRAGMA integrity_check", String.class))
                .isEqualTo("ok");
    }
}
