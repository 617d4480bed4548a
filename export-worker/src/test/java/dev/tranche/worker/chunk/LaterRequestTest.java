package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.engine.EngineFingerprint;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobRequest;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.job.RequestWords;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.WorkerReport;
import dev.tranche.worker.SourceDatabase;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that only a later version understands are never run as if they were others (C24), and never without an end (I4). */
class LaterRequestTest {
    private static final URI CALLBACK = URI.create("https://example.org/hook");

    @TempDir
    Path home;

    private Simulation simulation;

    @BeforeEach
    void aWorker() throws Exception {
        var database = SourceDatabase.withRows(home.resolve("main.db"), 40);
        simulation = new Simulation(Files.createDirectory(home.resolve("spool")), database, 22);
    }

    @ParameterizedTest
    @CsvSource({
        "parquet,none,,the format parquet",
        "json,brotli,,the compression brotli",
        "sql,none,damaged,the option damaged",
        "csv,zstd,,the format csv with such options"
    })
    void whatAnotherWorkerMayKnowIsLeftToItUncounted(String format, String compression, String option, String unknown) {
        var options = option == null ? Map.<String, String>of() : Map.of(option, "skip");
        var id = accept(new RequestWords(format, compression, options));
        workerWith("9-0");

        simulation.deliver();

        var row = simulation.row(id);
        assertThat(waitsFor(row)).contains("a worker that knows " + unknown);
        assertThat(row.turn().attempts().attempts()).isZero();
        assertThat(row.findPreparation()).isEmpty();
        assertThat(row.status()).isEqualTo(JobStatus.PENDING);
        assertThat(simulation.queue.published())
                .last()
                .satisfies(message -> assertThat(message.queuedAt())
                        .isEqualTo(simulation.time.instant().plusSeconds(10)));
    }

    /** During an upgrade that began with the gateway no worker of the new version may live yet. */
    @Test
    void aJobWaitsTenMinutesForTheFirstWorkerOfAnotherVersion() {
        var id = accept(new RequestWords("parquet", "none", Map.of()));
        simulation.deliver();
        simulation.time.jump(Duration.ofMinutes(10));
        workerWith(EngineFingerprint.current());
        simulation.deliver();
        assertThat(waitsFor(simulation.row(id))).isPresent();

        workerWith("9-0");
        simulation.time.jump(Duration.ofMinutes(5));
        simulation.deliver();

        assertThat(waitsFor(simulation.row(id))).isPresent();
    }

    @Test
    void i4WhatNoWorkerKnowsFailsTheJobByNameAfterTenMinutes() {
        var id = accept(new RequestWords("parquet", "brotli", Map.of("damaged", "skip")));
        workerWith(EngineFingerprint.current());
        var begin = simulation.time.instant();

        simulation.run(id);

        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.FAILED);
        assertThat(message(id))
                .contains("No export worker knows the format parquet, the compression brotli, the option damaged");
        assertThat(Duration.between(begin, simulation.time.instant()))
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
        simulation.assertNothingLeft(id);
    }

    @Test
    void i4WhatNobodyTakesUpFailsTheJobAfterADay() {
        var id = accept(new RequestWords("parquet", "none", Map.of()));
        workerWith("9-0");
        simulation.deliver();
        simulation.time.jump(Duration.ofHours(23));
        workerWith("9-0");
        simulation.deliver();
        assertThat(waitsFor(simulation.row(id))).isPresent();
        simulation.time.jump(Duration.ofHours(2));
        workerWith("9-0");

        simulation.deliver();

        assertThat(message(id)).contains("No export worker knows the format parquet");
    }

    private JobId accept(RequestWords words) {
        return simulation.accept(JobRequest.of("main", words, List.of(), CALLBACK));
    }

    private void workerWith(String fingerprint) {
        var now = simulation.time.instant();
        simulation.rows.report(new WorkerReport("other", now, now, now, fingerprint));
    }

    private static Optional<String> waitsFor(Job row) {
        return Optional.ofNullable(row.waiting()).map(Job.Waiting::reason);
    }

    private Optional<String> message(JobId id) {
        return simulation.row(id).findEnding().flatMap(Ending::findErrorMessage);
    }
}
