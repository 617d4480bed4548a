package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.Compression;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.worker.SourceDatabase;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compressed jobs are resumed as others are: all of the rows here are one block, so that every part ends inside of it (C24, P16). */
class CompressedJobTest {
    /** Less than a block of text, several parts when compressed. */
    private static final int ROWS = 900;

    private static final URI CALLBACK = URI.create("https://example.org/hook");

    @TempDir
    Path home;

    private Path database;

    @BeforeEach
    void aDatabase() throws Exception {
        database = SourceDatabase.withRows(home.resolve("main.db"), ROWS);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void c52EveryChunkGoesOnFromTheRowAloneWhenNoWorkerLivesForTwo(Compression compression) throws Exception {
        var undisturbed = simulation();
        var expected = accept(undisturbed, compression);
        undisturbed.run(expected);
        var simulation = simulation();
        var id = accept(simulation, compression);

        simulation.runAWorkerAChunk(id);

        assertThat(simulation.row(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(simulation.objectOf(id)).isEqualTo(undisturbed.objectOf(expected));
        simulation.sweep(id);
        simulation.assertNothingLeft(id);
    }

    @Test
    void c33ACompressedJobHasTheSizeOfItsObject() throws Exception {
        var simulation = simulation();
        var id = accept(simulation, Compression.GZIP);

        simulation.run(id);

        var written = simulation.row(id).findCheckpoint().orElseThrow();
        assertThat(written.uploaded().bytes()).isEqualTo(simulation.objectOf(id).length);
        assertThat(written.written().rows()).isEqualTo(ROWS);
    }

    private Simulation simulation() throws Exception {
        return new Simulation(Files.createTempDirectory(home, "spool"), database, 7);
    }

    private static JobId accept(Simulation simulation, Compression compression) {
        return simulation.accept(new ExportRequest(
                "main", ExportFormat.NDJSON, List.of(), ExportOptions.DEFAULT.with(compression), CALLBACK));
    }
}
