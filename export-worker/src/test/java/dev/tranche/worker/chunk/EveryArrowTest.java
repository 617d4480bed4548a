package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.JobStatus;
import dev.tranche.worker.simulation.Call;
import dev.tranche.worker.simulation.Fault;
import dev.tranche.worker.simulation.QuietLogs;
import dev.tranche.worker.simulation.Strike;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every external call of a job, each with every single fault (issue 5): whatever happens, fresh workers and their sweepers bring the job
 * to its end, and I1–I7 hold. Without sampling. {@link Scenario} says in which lives of a job the calls are made.
 */
@ExtendWith(QuietLogs.class)
class EveryArrowTest {
    private static final long SEED = 7;
    private static final Duration LONG_ENOUGH = Duration.ofHours(4);

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void issue5NoSingleFaultBreaksAnInvariant(Scenario scenario) {
        var broken = new ArrayList<String>();
        var strikes = strikes(scenario);
        for (var strike : strikes) {
            var violations = run(scenario, cluster -> cluster.wire.add(strike));
            violations.forEach(violation -> broken.add(strike + ": " + violation));
        }
        System.out.println(scenario + ": " + strikes.size() + " single faults");
        assertThat(broken).isEmpty();
    }

    /** Of each scenario those calls that no simpler one makes. */
    private static List<Strike> strikes(Scenario scenario) {
        var strikes = new ArrayList<Strike>();
        var struck = EnumSet.noneOf(Call.class);
        scenario.simpler().forEach(simpler -> struck.addAll(counts(simpler).keySet()));
        counts(scenario).forEach((call, count) -> {
            for (int number = 1; number <= (struck.contains(call) ? 0 : count); number++) {
                for (var fault : Fault.values()) {
                    if (fault.fits(call) && isHarmless(fault)) {
                        strikes.add(new Strike(call, number, fault));
                    }
                }
            }
        });
        return strikes;
    }

    /** Those after which a job may fail are not single faults but ends of their own. */
    private static boolean isHarmless(Fault fault) {
        return fault != Fault.REFUSED && fault != Fault.HANGS;
    }

    private static Map<Call, Integer> counts(Scenario scenario) {
        try (var cluster = newCluster()) {
            scenario.begin(cluster);
            cluster.runToRest(LONG_ENOUGH);
            assertThat(cluster.invariants.violations()).isEmpty();
            return cluster.wire.counts();
        }
    }

    private static List<String> run(Scenario scenario, Consumer<Cluster> fault) {
        try (var cluster = newCluster()) {
            fault.accept(cluster);
            scenario.begin(cluster);
            cluster.runToRest(LONG_ENOUGH);
            return cluster.invariants.violations();
        }
    }

    private static Cluster newCluster() {
        return new Cluster(new Cluster.Crew(1, 1), call -> 1, SEED, Rules.ALL);
    }

    @Test
    void issue5TheScenariosMakeEveryCallOfTheProtocol() {
        var made = EnumSet.noneOf(Call.class);
        for (var scenario : Scenario.values()) {
            made.addAll(counts(scenario).keySet());
        }
        // A second page of live jobs is asked for by BacklogTest, an object expires in CleanerTest, a week later, and a
        // cleaning is
        // postponed in HousekeepingTest.
        made.addAll(Set.of(Call.LIVE_AFTER, Call.EXPIRED, Call.CLEANING_POSTPONED));
        assertThat(made).isEqualTo(EnumSet.allOf(Call.class));
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void theScenariosEndAsTheySay(Scenario scenario) {
        try (var cluster = newCluster()) {
            scenario.begin(cluster);
            cluster.runToRest(LONG_ENOUGH);
            var id = cluster.invariants.accepted().iterator().next();
            assertThat(cluster.row(id).status())
                    .isEqualTo(
                            switch (scenario) {
                                case FAILED, TIMED_OUT -> JobStatus.FAILED;
                                case CANCELLED -> JobStatus.CANCELLED;
                                case COMPLETED, SLOW, EMPTY, REPAIRED, RETRIED, RESTARTED, NUDGED, BURIED ->
                                    JobStatus.COMPLETED;
                            });
        }
    }
}
