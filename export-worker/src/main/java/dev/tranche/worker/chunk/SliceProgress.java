package dev.tranche.worker.chunk;

import dev.tranche.engine.Totals;
import dev.tranche.model.job.TableSummary;
import dev.tranche.model.object.StoredPart;
import dev.tranche.model.store.Checkpoint;
import dev.tranche.model.store.Commit;
import dev.tranche.model.store.Job;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a slice has filled and what of that is stored: a commit is made of the second alone, so that a checkpoint never passes a
 * byte that no part holds (I2). Used by the delivery's thread.
 */
final class SliceProgress {
    /** The engine's place at the end of a part, taken when its last byte was read. */
    private record Boundary(String cursor, Totals totals, List<TableSummary> finished) {}

    private final List<String> warnings;
    private final List<StoredPart> parts = new ArrayList<>();
    private final List<TableSummary> tables = new ArrayList<>();
    private final Deque<Boundary> filled = new ArrayDeque<>();
    private Checkpoint.Uploaded uploaded;
    private Checkpoint reached;
    private Totals totals = Totals.NOTHING;

    private SliceProgress(Checkpoint start, List<String> warnings) {
        this.uploaded = start.uploaded();
        this.reached = start;
        this.warnings = warnings;
    }

    /** From where the row says the job is. */
    static SliceProgress from(Job job) {
        var start = job.findCheckpoint()
                .orElseGet(() -> new Checkpoint("", Checkpoint.Uploaded.NOTHING, Checkpoint.Written.NOTHING));
        return new SliceProgress(start, job.warnings());
    }

    /** The number of the part that is to be filled next. */
    int nextPart() {
        return uploaded.parts() + filled.size() + 1;
    }

    /** A part is full: its end is where the stream is now. */
    void filled(DocumentStream stream) {
        filled.add(boundary(stream));
    }

    private static Boundary boundary(DocumentStream stream) {
        return new Boundary(stream.cursor(), stream.totals(), stream.takeFinished());
    }

    /** The oldest part that was filled is stored. */
    void stored(StoredPart part) {
        parts.add(part);
        uploaded = new Checkpoint.Uploaded(
                part.number(), uploaded.bytes() + part.bytes(), uploaded.crc64().then(part.crc64(), part.bytes()));
        reach(filled.remove());
    }

    /** The document ended, exactly behind the last part that is stored. */
    void ended(DocumentStream stream) {
        reach(boundary(stream));
    }

    private void reach(Boundary end) {
        tables.addAll(end.finished());
        totals = end.totals();
        reached = new Checkpoint(
                end.cursor(),
                uploaded,
                new Checkpoint.Written(
                        end.totals().completedTables(),
                        end.totals().rowsWritten(),
                        reached.written().damagedTables() + damaged(end.finished())));
    }

    private static int damaged(List<TableSummary> finished) {
        return (int)
                finished.stream().filter(table -> !table.damage().isEmpty()).count();
    }

    /** All that is stored. */
    Commit toCommit() {
        return new Commit(reached, parts, tables, Warnings.with(tables, Warnings.with(totals, warnings)));
    }
}
