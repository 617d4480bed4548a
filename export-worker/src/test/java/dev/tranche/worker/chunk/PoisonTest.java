package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.JobStatus;
import dev.tranche.model.store.Ending;
import dev.tranche.worker.simulation.QuietLogs;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job at which every worker dies that touches it, among others (P10). */
@ExtendWith(QuietLogs.class)
class PoisonTest {
    private static final String CAUSE = "Export workers died 5 times at the same step";

    @ParameterizedTest
    @CsvSource({"1,2", "2,2", "3,1", "1,4"})
    void issue5APoisonJobKillsFiveWorkersAndTakesNoOtherJobWithIt(int machines, int consumers) {
        try (var cluster = new Cluster(new Cluster.Crew(machines, consumers), call -> 1, 3, Rules.ALL)) {
            cluster.invariants.mayFailWith(CAUSE);
            var poison = cluster.gateways.accept(PatternEngine.poison(2_500));
            var others =
                    IntStream.range(0, 6).mapToObj(i -> cluster.accept(2_500)).toList();

            cluster.runToRest(Duration.ofHours(1));

            assertThat(cluster.invariants.violations()).isEmpty();
            assertThat(cluster.deaths()).isEqualTo(5);
            assertThat(cluster.row(poison).status()).isEqualTo(JobStatus.FAILED);
            assertThat(cluster.row(poison)
                            .findEnding()
                            .flatMap(Ending::findErrorMessage)
                            .orElse(""))
                    .startsWith(CAUSE);
            assertThat(others).allMatch(id -> cluster.row(id).status() == JobStatus.COMPLETED);
        }
    }
}
