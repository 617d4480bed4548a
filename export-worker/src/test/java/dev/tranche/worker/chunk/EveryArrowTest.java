package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.JobStatus;
import dev.tranche.worker.simulation.Call;
import dev.tranche.worker.simulation.Fault;
import dev.tranche.worker.simulation.Port;
import dev.tranche.worker.simulation.QuietLogs;
import dev.tranche.worker.simulation.Strike;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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
    private static final int ALL_OF_A_JOB_MILLIS = 700;
    private static final Duration LONG_ENOUGH = Duration.ofHours(4);

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void issue5NoSingleFaultBreaksAnInvariant(Scenario scenario) {
        var broken = new ArrayList<String>();
        var strikes = strikes(scenario);
        for (var strike : strikes) {
            run(scenario, strike).forEach(violation -> broken.add(strike + ": " + violation));
        }
        System.out.println(scenario + ": " + strikes.size() + " single faults");
        assertThat(broken).isEmpty();
    }

    /** Of each scenario those calls that no simpler one makes, or that mean something else here. */
    private static List<Strike> strikes(Scenario scenario) {
        var strikes = new ArrayList<Strike>();
        var struck = EnumSet.noneOf(Call.class);
        scenario.simpler().forEach(simpler -> struck.addAll(counts(simpler).keySet()));
        struck.removeAll(scenario.anew());
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

    private static List<String> run(Scenario scenario, Strike strike) {
        try (var cluster = newCluster()) {
            cluster.wire.add(strike);
            scenario.begin(cluster);
            cluster.runToRest(LONG_ENOUGH);
            return cluster.wire.hasStruck(strike) ? cluster.invariants.violations() : List.of("did not strike");
        }
    }

    private static Cluster newCluster() {
        return new Cluster(new Cluster.Crew(1, 1), EveryArrowTest::millis, SEED, Rules.ALL);
    }

    /** Where nothing goes wrong, only the object store takes time: who works beside whom is what the walks are about. */
    private static long millis(Call call) {
        return call.port() == Port.OBJECTS ? 1 : 0;
    }

    @Test
    void issue5TheScenariosMakeEveryCallOfTheProtocol() {
        var made = EnumSet.noneOf(Call.class);
        for (var scenario : Scenario.values()) {
            made.addAll(counts(scenario).keySet());
        }
        assertThat(made).isEqualTo(EnumSet.allOf(Call.class));
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void theScenariosEndAsTheySay(Scenario scenario) {
        try (var cluster = newCluster()) {
            scenario.begin(cluster);
            cluster.runToRest(LONG_ENOUGH);
            var id = cluster.invariants.outstanding().jobs().iterator().next();
            assertThat(cluster.row(id).status())
                    .isEqualTo(
                            switch (scenario) {
                                case FAILED, TIMED_OUT -> JobStatus.FAILED;
                                case CANCELLED, LITTERING -> JobStatus.CANCELLED;
                                case COMPLETED,
                                        SLOW,
                                        EMPTY,
                                        REPAIRED,
                                        RETRIED,
                                        RESTARTED,
                                        NUDGED,
                                        BOUNDED,
                                        REPLAYED,
                                        CLINGING,
                                        CROWD,
                                        TERMINATED,
                                        GIVEN_BACK,
                                        BURIED -> JobStatus.COMPLETED;
                            });
        }
    }

    @Test
    void c59AFileStaysUntilItExpiresAndIsDeletedThenAndWhenThatFailsAnHourLater() {
        for (var scenario : List.of(Scenario.COMPLETED, Scenario.CLINGING)) {
            try (var cluster = newCluster()) {
                scenario.begin(cluster);
                cluster.runToRest(LONG_ENOUGH);
                var job = cluster.row(
                        cluster.invariants.outstanding().jobs().iterator().next());
                assertThat(job.aftermath().isExpired()).isTrue();
                assertThat(cluster.memory.contentOf(job.admission().objectKey()))
                        .isEmpty();
                assertThat(cluster.wire.counts())
                        .containsEntry(Call.DELETE_OBJECT, scenario == Scenario.COMPLETED ? 1 : 2);
            }
        }
    }

    /** And nobody takes the worker for dead, at whatever moment it was told to end. */
    @Test
    void p14AnOrderlyEndAtAnyMomentCostsNeitherProgressNorATry() {
        assertThat(timeOfAJob()).isLessThan(Duration.ofMillis(ALL_OF_A_JOB_MILLIS));
        for (int at = 0; at < ALL_OF_A_JOB_MILLIS; at++) {
            try (var cluster = clusterOfSlowCalls()) {
                cluster.invariants.nobodyDies();
                cluster.accept(3_500);
                cluster.baton.after(Duration.ofMillis(at), () -> cluster.terminateOne(0));
                cluster.runToRest(LONG_ENOUGH);
                assertThat(cluster.invariants.violations())
                        .as("told to end at %d ms", at)
                        .isEmpty();
                assertThat(cluster.row(cluster.invariants
                                        .outstanding()
                                        .jobs()
                                        .iterator()
                                        .next())
                                .status())
                        .isEqualTo(JobStatus.COMPLETED);
            }
        }
    }

    /** As happens to work that takes longer than a process has that was told to end. */
    @Test
    void p14AnAttemptThatIsGivenBackIsNotCounted() {
        try (var cluster = newCluster()) {
            cluster.invariants.nobodyDies();
            Scenario.GIVEN_BACK.begin(cluster);
            cluster.runToRest(LONG_ENOUGH);
            assertThat(cluster.wire.counts()).containsEntry(Call.RELEASE, 1);
            assertThat(cluster.invariants.violations()).isEmpty();
        }
    }

    private static Duration timeOfAJob() {
        try (var cluster = clusterOfSlowCalls()) {
            var id = cluster.accept(3_500);
            cluster.runToRest(LONG_ENOUGH);
            var job = cluster.row(id);
            return Duration.between(
                    job.admission().createdAt(), job.findEnding().orElseThrow().at());
        }
    }

    /** In which no two calls are made at the same moment of a thread. */
    private static Cluster clusterOfSlowCalls() {
        return new Cluster(new Cluster.Crew(1, 1), call -> 1, SEED, Rules.ALL);
    }

    @Test
    void c58AReplayCallsTheReceiverOnceMore() {
        try (var cluster = newCluster()) {
            Scenario.REPLAYED.begin(cluster);
            cluster.runToRest(LONG_ENOUGH);
            assertThat(cluster.receiver.posts()).hasSize(2);
        }
    }

    @Test
    void aCallerWithTooManyLiveJobsAsksAgainUntilOneHasEnded() {
        try (var cluster = newCluster()) {
            Scenario.BOUNDED.begin(cluster);
            cluster.runToRest(LONG_ENOUGH);
            assertThat(cluster.wire.counts()).containsEntry(Call.LIVE_JOBS, 3).containsEntry(Call.INSERT, 2);
        }
    }
}
