package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.JobStatus;
import dev.tranche.worker.simulation.Call;
import dev.tranche.worker.simulation.QuietLogs;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many jobs for few workers (I7, P11, P12). */
@ExtendWith(QuietLogs.class)
class BacklogTest {
    private static final int JOBS = 1_000;

    /** What a worker or the broker may have in its hands beside. */
    private static final int HANDFUL = 10;

    @Test
    void issue5AThousandJobsWaitAnHourForTwoWorkersAndNoneFailsNorIsAskedForTwice() {
        try (var cluster = new Cluster(new Cluster.Crew(2, 1), BacklogTest::millis, 5, Rules.ALL)) {
            for (int i = 0; i < JOBS; i++) {
                cluster.accept(4_500);
            }
            cluster.baton.runUntil(() -> false, Duration.ofHours(1));

            assertThat(cluster.invariants.violations()).isEmpty();
            assertThat(cluster.invariants.outstanding().jobs()).hasSize(JOBS);
            assertThat(cluster.rows.countByStatus()).containsEntry(JobStatus.FAILED, 0L);
            assertThat(cluster.broker.repairs()).isZero();
            assertThat(cluster.broker.mostChunks()).isBetween(JOBS, JOBS + HANDFUL);
            assertThat(cluster.wire.counts().get(Call.UPLOAD_PART)).isGreaterThan(JOBS);
        }
    }

    /** A slice of two seconds for each part, as with the default settings. */
    private static long millis(Call call) {
        return call == Call.UPLOAD_PART ? 1_000 : 1;
    }
}
