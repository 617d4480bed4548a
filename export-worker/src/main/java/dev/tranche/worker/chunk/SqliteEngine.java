package dev.tranche.worker.chunk;

import dev.tranche.engine.Checked;
import dev.tranche.engine.Cursor;
import dev.tranche.engine.ExportPlan;
import dev.tranche.engine.ExportSpec;
import dev.tranche.engine.ExportStream;
import dev.tranche.engine.FinalCheck;
import dev.tranche.engine.SnapshotFacts;
import dev.tranche.engine.Snapshots;
import dev.tranche.engine.Totals;
import dev.tranche.model.job.TableSummary;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The export engine on SQLite files, by {@link Snapshots}, {@link ExportPlan}, {@link ExportStream} and {@link FinalCheck}. */
final class SqliteEngine implements Engine {
    private final Snapshots snapshots;

    /** @param clock what the snapshots' times are by */
    SqliteEngine(InstantSource clock) {
        this.snapshots = new Snapshots(clock);
    }

    @Override
    public long estimateBytes(Path source) {
        return snapshots.estimateBytes(source);
    }

    @Override
    public SnapshotFacts takeSnapshot(Path source, Path target) {
        return snapshots.take(source, target);
    }

    @Override
    public ExportPlan plan(Path snapshot, ExportSpec spec, Instant takenAt) {
        return ExportPlan.make(snapshot, spec, takenAt);
    }

    @Override
    public DocumentStream open(Path snapshot, ExportPlan plan, String cursor, Iterable<TableSummary> finished) {
        var place = cursor.isEmpty() ? Cursor.start() : Cursor.fromJson(cursor);
        return new Stream(ExportStream.open(snapshot, plan, place, finished));
    }

    @Override
    public Optional<Checked> check(
            Path snapshot, ExportPlan plan, Iterable<TableSummary> written, BooleanSupplier mustStop) {
        return FinalCheck.run(snapshot, plan, written, mustStop);
    }

    /** The engine's stream as the stages see it. */
    record Stream(ExportStream stream) implements DocumentStream {
        @Override
        public int read(byte[] buffer, int offset, int length) {
            return stream.read(buffer, offset, length);
        }

        @Override
        public String cursor() {
            return stream.cursor().toJson();
        }

        @Override
        public Totals totals() {
            return stream.totals();
        }

        @Override
        public List<TableSummary> takeFinished() {
            return stream.takeFinished();
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
