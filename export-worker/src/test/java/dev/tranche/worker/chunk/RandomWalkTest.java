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
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several faults in one run, at calls and of kinds that a seed chooses, and two jobs at once. A seed that fails fails again by
 * its number. {@code -Dtranche.test.walks=N} walks further.
 */
class RandomWalkTest {
    private static final long WALKS = Long.getLong("tranche.test.walks", 40);
    private static final int MAX_FAULTS = 4;
    private static final int MAX_CALL = 30;

    private static final List<String> JOB_CALLS = List.of(
            "find", "claim", "beat", "begin", "reserve", "prepare", "commit", "seal", "parts", "release", "end");
    private static final List<String> OBJECT_CALLS =
            List.of("createUpload", "uploadPart", "complete", "head", "listUploads", "abort", "listParts");
    private static final List<String> QUEUE_CALLS = List.of("publish", "acknowledge");

    @TempDir
    Path home;

    @TestFactory
    Stream<DynamicTest> severalFaultsInOneRunLoseNothing() throws Exception {
        var database = SourceDatabase.withRows(home.resolve("main.db"), 25);
        var calm = new Simulation(Files.createTempDirectory(home, "spool"), database, 0);
        var undisturbed = calm.accept(ExportFormat.SQL);
        calm.run(undisturbed);
        byte[] expected = calm.objectOf(undisturbed);
        return LongStream.rangeClosed(1, WALKS)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> walk(seed, database, expected)));
    }

    private void walk(long seed, Path database, byte[] expected) throws Exception {
        var random = new Random(seed);
        var simulation = new Simulation(Files.createTempDirectory(home, "spool"), database, seed);
        var ids = List.of(simulation.accept(ExportFormat.SQL), simulation.accept(ExportFormat.SQL));
        for (int i = random.nextInt(MAX_FAULTS) + 1; i > 0; i--) {
            addFault(simulation, ids.get(random.nextInt(ids.size())), random);
        }
        ids.forEach(simulation::run);
        simulation.jobs.faults().clear();
        simulation.objects.faults().clear();
        simulation.queue.faults().clear();
        for (var id : ids) {
            assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(simulation.objectOf(id)).isEqualTo(expected);
        }
        ids.forEach(simulation::sweep);
        ids.forEach(simulation::assertNothingLeft);
    }

    private static void addFault(Simulation simulation, JobId other, Random random) {
        Faults port;
        List<String> calls;
        switch (random.nextInt(3)) {
            case 0 -> {
                port = simulation.jobs.faults();
                calls = JOB_CALLS;
            }
            case 1 -> {
                port = simulation.objects.faults();
                calls = OBJECT_CALLS;
            }
            default -> {
                port = simulation.queue.faults();
                calls = QUEUE_CALLS;
            }
        }
        var plan = FaultPlan.on(calls.get(random.nextInt(calls.size()))).call(random.nextInt(MAX_CALL) + 1);
        plan = random.nextBoolean() ? plan.beforeEffect() : plan.afterEffect();
        port.add(
                switch (random.nextInt(5)) {
                    case 0 -> plan;
                    case 1 -> plan.crash();
                    case 2 -> plan.meanwhile(() -> simulation.othersFinish(other));
                    case 3 -> plan.meanwhile(() -> simulation.time.jump(Duration.ofSeconds(random.nextInt(20))));
                    default -> plan.meanwhile(() -> simulation.queue.again(Duration.ofSeconds(random.nextInt(3))));
                });
    }
}
