package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.job.OnDamage;
import dev.tranche.worker.SourceDatabase;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that may skip what is damaged has the rest, says so, and says what is missing (C24, C43). */
class DamagedJobTest {
    private static final int ROWS = 600;
    private static final int PAGE = 4096;

    @TempDir
    Path home;

    private Path database;

    @BeforeEach
    void aDatabaseWithADamagedPage() throws Exception {
        database = SourceDatabase.withRows(home.resolve("main.db"), ROWS);
        SourceDatabase.of(database, "PRAGMA journal_mode = DELETE");
        try (var bytes = new RandomAccessFile(database.toFile(), "rw")) {
            bytes.seek(bytes.length() / PAGE / 2 * PAGE);
            bytes.write(new byte[PAGE]);
        }
    }

    @Test
    void c43WhatIsMissingIsInTheRowsOfTheJob() throws Exception {
        var simulation = simulation();
        var id = accept(simulation);

        simulation.run(id);

        var row = simulation.row(id);
        assertThat(row.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(row.findCheckpoint().orElseThrow().written().damagedTables()).isEqualTo(1);
        assertThat(row.warnings())
                .filteredOn(w -> w.startsWith("table 't' is damaged: "))
                .hasSize(1);
        assertThat(simulation.rows.tables(id)).singleElement().satisfies(table -> {
            assertThat(table.damage()).hasSize(1);
            assertThat(table.rows()).isBetween(ROWS / 2L, ROWS - 1L);
        });
    }

    @Test
    void c52EveryChunkGoesOnFromTheRowAloneWhenNoWorkerLivesForTwo() throws Exception {
        var undisturbed = simulation();
        var expected = accept(undisturbed);
        undisturbed.run(expected);
        var simulation = simulation();
        var id = accept(simulation);

        simulation.runAWorkerAChunk(id);

        assertThat(simulation.objectOf(id)).isEqualTo(undisturbed.objectOf(expected));
        assertThat(simulation.rows.tables(id)).isEqualTo(undisturbed.rows.tables(expected));
        assertThat(simulation.row(id).findCheckpoint())
                .isEqualTo(undisturbed.row(expected).findCheckpoint());
        assertThat(simulation.row(id).warnings())
                .isEqualTo(undisturbed.row(expected).warnings());
    }

    private Simulation simulation() throws Exception {
        return new Simulation(Files.createTempDirectory(home, "spool"), database, 7);
    }

    private static JobId accept(Simulation simulation) {
        var options = ExportOptions.DEFAULT.with(OnDamage.SKIP);
        return simulation.accept(new ExportRequest("main", ExportFormat.NDJSON, List.of(), options, null));
    }
}
