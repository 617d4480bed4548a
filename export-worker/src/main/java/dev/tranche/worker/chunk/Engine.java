package dev.tranche.worker.chunk;

import dev.tranche.engine.Checked;
import dev.tranche.engine.ExportPlan;
import dev.tranche.engine.ExportSpec;
import dev.tranche.engine.SnapshotFacts;
import dev.tranche.model.job.TableSummary;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the stages of a job ask of the export engine: {@link SqliteEngine}. The same snapshot and plan must give the same bytes
 * every time (I1). Thread-safe; throws what the engine throws.
 */
interface Engine {
    /** The size of a source in bytes, to reserve that much room (P3). */
    long estimateBytes(Path source);

    /** Copies the source into a new file and makes it durable. Cannot be stopped; the file grows meanwhile. */
    SnapshotFacts takeSnapshot(Path source, Path target);

    /** Plans the export of a snapshot. */
    ExportPlan plan(Path snapshot, ExportSpec spec, Instant takenAt);

    /**
     * Opens the document of a plan at a cursor.
     *
     * @param cursor as {@link DocumentStream#cursor()} gave it, empty for the first byte
     * @param finished the tables finished before the cursor, by ordinal; iterated at most once
     */
    DocumentStream open(Path snapshot, ExportPlan plan, String cursor, Iterable<TableSummary> finished);

    /** Checks the snapshot against what was written (C43); empty if it was stopped, and nothing is known. */
    Optional<Checked> check(Path snapshot, ExportPlan plan, Iterable<TableSummary> written, BooleanSupplier mustStop);
}
