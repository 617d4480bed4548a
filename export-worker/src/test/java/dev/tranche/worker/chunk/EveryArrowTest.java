package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.fault.Faults;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.worker.SourceDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every external call of a job, each with every single fault: an error before it took effect, an answer lost, the process dead
 * before or after, and the worker hanging there while another one finishes the job. Whatever happens, the job completes with the
 * bytes of an undisturbed run and leaves nothing (I1–I6).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryArrowTest {
    private static final long SEED = 7;

    /** Where calls are counted and struck. */
    private enum Port {
        JOBS,
        OBJECTS,
        QUEUE;

        private List<String> calls() {
            return switch (this) {
                case JOBS ->
                    List.of(
                            "now",
                            "find",
                            "claim",
                            "beat",
                            "begin",
                            "reserve",
                            "prepare",
                            "commit",
                            "seal",
                            "parts",
                            "tables",
                            "release",
                            "end",
                            "cleanedOnce");
                case OBJECTS ->
                    List.of(
                            "createUpload",
                            "uploadPart",
                            "complete",
                            "head",
                            "listUploads",
                            "abort",
                            "listParts",
                            "delete");
                case QUEUE -> List.of("publish", "acknowledge");
            };
        }

        private Faults of(Simulation simulation) {
            return switch (this) {
                case JOBS -> simulation.jobs.faults();
                case OBJECTS -> simulation.objects.faults();
                case QUEUE -> simulation.queue.faults();
            };
        }
    }

    /** What happens at the call. */
    private enum Fault {
        ERROR,
        /** Three calls in a row: as often as anything is tried again at once. */
        OUTAGE,
        ANSWER_LOST,
        CRASH_BEFORE,
        CRASH_AFTER,
        HANGS_BEFORE,
        HANGS_AFTER;

        private FaultPlan plan(FaultPlan call, Runnable othersFinish) {
            return switch (this) {
                case ERROR -> call.beforeEffect();
                case OUTAGE -> new FaultPlan(call.call(), call.first(), call.first() + 2, call.moment(), call.effect());
                case ANSWER_LOST -> call.afterEffect();
                case CRASH_BEFORE -> call.beforeEffect().crash();
                case CRASH_AFTER -> call.afterEffect().crash();
                case HANGS_BEFORE -> call.beforeEffect().meanwhile(othersFinish);
                case HANGS_AFTER -> call.afterEffect().meanwhile(othersFinish);
            };
        }
    }

    @TempDir
    static Path home;

    private Path database;
    private byte[] undisturbed;
    private Function<Port, Function<String, Integer>> counts;

    @BeforeAll
    void anUndisturbedRun() throws Exception {
        database = SourceDatabase.withRows(home.resolve("main.db"), 40);
        var simulation = new Simulation(Files.createTempDirectory(home, "spool"), database, SEED);
        var id = simulation.accept(ExportFormat.SQL);
        simulation.run(id);
        simulation.assertNothingLeft(id);
        undisturbed = simulation.objectOf(id);
        counts = port -> call -> port.of(simulation).calls(call);
        assertThat(undisturbed.length).isGreaterThan(3 * (int) Simulation.PART_SIZE.bytes());
    }

    @TestFactory
    Stream<DynamicTest> issue5NoSingleFaultLosesAJob() {
        var cases = new ArrayList<DynamicTest>();
        for (var port : Port.values()) {
            for (var call : port.calls()) {
                for (int number = 1; number <= counts.apply(port).apply(call); number++) {
                    for (var fault : Fault.values()) {
                        cases.add(test(port, call, number, fault));
                    }
                }
            }
        }
        return cases.stream();
    }

    @Test
    void c52EveryChunkGoesOnFromTheRowAloneWhenNoWorkerLivesForTwo() throws Exception {
        var simulation = new Simulation(Files.createTempDirectory(home, "spool"), database, SEED);
        var id = simulation.accept(ExportFormat.SQL);
        var death = FaultPlan.on("acknowledge").fromCall(1).afterEffect().crash();
        simulation.queue.faults().add(death);

        simulation.run(id);

        assertThat(simulation.crashes()).isEqualTo(simulation.queue.faults().calls("acknowledge"));
        assertThat(simulation.crashes()).isGreaterThan(3);
        assertWhole(simulation, id);
    }

    /** P1: duplicates die out, whenever they come. */
    @TestFactory
    Stream<DynamicTest> p1NoMessageThatComesTwiceOrLateDoesHarm() {
        var cases = new ArrayList<DynamicTest>();
        for (int number = 1; number <= counts.apply(Port.QUEUE).apply("publish"); number++) {
            for (var after : List.of("PT0S", "PT0.15S", "PT1S", "PT1M", "PT2H")) {
                int call = number;
                cases.add(DynamicTest.dynamicTest(
                        "message %s again after %s".formatted(number, after),
                        () -> comeAgain(call, Duration.parse(after))));
            }
        }
        return cases.stream();
    }

    private void comeAgain(int number, Duration after) throws Exception {
        var simulation = new Simulation(Files.createTempDirectory(home, "spool"), database, SEED);
        var id = simulation.accept(ExportFormat.SQL);
        simulation
                .queue
                .faults()
                .add(FaultPlan.on("publish").call(number).afterEffect().meanwhile(() -> simulation.queue.again(after)));

        simulation.run(id);

        assertWhole(simulation, id);
    }

    private DynamicTest test(Port port, String call, int number, Fault fault) {
        return DynamicTest.dynamicTest(
                "%s %s of %s".formatted(fault, call, number), () -> strike(port, call, number, fault));
    }

    private void strike(Port port, String call, int number, Fault fault) throws Exception {
        var simulation = new Simulation(Files.createTempDirectory(home, "spool"), database, SEED);
        var id = simulation.accept(ExportFormat.SQL);
        var plan = fault.plan(FaultPlan.on(call).call(number), () -> simulation.othersFinish(id));
        port.of(simulation).add(plan);

        simulation.run(id);

        assertWhole(simulation, id);
        assertThat(simulation.repairs())
                .as("repairs that a living chain does not need")
                .isZero();
    }

    private void assertWhole(Simulation simulation, JobId id) {
        simulation.jobs.faults().clear();
        simulation.objects.faults().clear();
        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(simulation.objectOf(id)).isEqualTo(undisturbed);
        simulation.sweep(id);
        simulation.assertNothingLeft(id);
        assertThat(simulation.objectOf(id)).isEqualTo(undisturbed);
    }
}
