package dev.tranche.worker.chunk;

import dev.tranche.engine.Checked;
import dev.tranche.engine.ExportPlan;
import dev.tranche.engine.ExportSpec;
import dev.tranche.engine.SnapshotFacts;
import dev.tranche.engine.Totals;
import dev.tranche.model.fault.Interception;
import dev.tranche.model.fault.SimulatedCrash;
import dev.tranche.model.job.TableSummary;
import dev.tranche.worker.simulation.Baton;
import dev.tranche.worker.simulation.MemorySpool;
import dev.tranche.worker.simulation.Wire;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** An engine whose documents are as long as their database's name says, so that a run of a whole job takes no time: {@code db2500}. */
final class PatternEngine implements Engine {
    private static final int BLOCK_BYTES = 600;
    private static final String POISON = "px";

    private final Interception around;
    private final MemorySpool spool;
    private final Baton baton;
    private final Wire.Operator operator;

    PatternEngine(Interception around, MemorySpool spool, Baton baton, Wire.Operator operator) {
        this.around = around;
        this.spool = spool;
        this.baton = baton;
        this.operator = operator;
    }

    /** The whole document of this database. */
    static byte[] documentOf(String database) {
        var bytes = new byte[Integer.parseInt(database.substring(2))];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + bytes.length);
        }
        return bytes;
    }

    /** The name of a database with a document of that many bytes, at which every worker dies that opens it. */
    static String poison(int bytes) {
        return POISON + bytes;
    }

    @Override
    public long estimateBytes(Path source) {
        return around.around("estimate", () -> 1_000L);
    }

    /** The file is there from the first byte on, whatever becomes of the copy. */
    @Override
    public SnapshotFacts takeSnapshot(Path source, Path target) {
        var takenAt = baton.instant();
        spool.create(target, source.toString());
        return around.around("snapshot", () -> {
            spool.create(target, source.toString());
            return new SnapshotFacts(1_000, SnapshotFacts.Journal.WAL, takenAt);
        });
    }

    @Override
    public ExportPlan plan(Path snapshot, ExportSpec spec, Instant takenAt) {
        return around.around(
                "plan",
                () -> new ExportPlan(
                        spec, List.of(), new ExportPlan.Settings("sqlite-jdbc", 1, takenAt), 1_000, List.of()));
    }

    @Override
    public DocumentStream open(Path snapshot, ExportPlan plan, String cursor, Iterable<TableSummary> finished) {
        finished.forEach(table -> {});
        if (spool.contentOf(snapshot).startsWith(POISON)) {
            operator.kill(baton.running().life());
            throw new SimulatedCrash("the poison");
        }
        var document = around.around("open", () -> documentOf(spool.contentOf(snapshot)));
        return new Pattern(document, cursor.isEmpty() ? 0 : Integer.parseInt(cursor));
    }

    @Override
    public Optional<Checked> check(
            Path snapshot, ExportPlan plan, Iterable<TableSummary> written, BooleanSupplier mustStop) {
        return around.around(
                "check",
                () -> mustStop.getAsBoolean() ? Optional.empty() : Optional.of(new Checked(List.of(), List.of())));
    }

    private static final class Pattern implements DocumentStream {
        private final byte[] document;
        private int at;

        Pattern(byte[] document, int at) {
            this.document = document;
            this.at = at;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int count = Math.min(Math.min(length, BLOCK_BYTES), document.length - at);
            System.arraycopy(document, at, buffer, offset, count);
            at += count;
            return count == 0 ? -1 : count;
        }

        @Override
        public String cursor() {
            return Integer.toString(at);
        }

        @Override
        public Totals totals() {
            return new Totals(at, 0, 0, 0);
        }

        @Override
        public List<TableSummary> takeFinished() {
            return List.of();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
