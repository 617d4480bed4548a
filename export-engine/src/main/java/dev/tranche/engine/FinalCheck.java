package dev.tranche.engine;

import dev.tranche.model.job.TableSummary;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Looks at the snapshot once more, independently of what wrote the export, before anybody may call it complete (C43): of a
 * text the rows are counted and compared with those that were written, of a SQLite file all of it is checked by SQLite.
 * Called when the document has ended; stateless.
 */
public final class FinalCheck {
    private FinalCheck() {}

    /**
     * Checks. Reads the snapshot's tables once more, so it takes a fraction of the time of a text's export, or as long as
     * SQLite takes for {@code PRAGMA integrity_check}.
     *
     * @param written what was written of each table, as the document's {@link ExportStream} told of them
     * @param mustStop asked many times a second, which is progress each time; the check ends soon after it says yes
     * @return what only this check could tell; empty if it was stopped, and nothing is known
     * @throws EngineException if something is wrong with the snapshot, or it has not the rows that were written
     */
    public static Optional<Checked> run(
            Path snapshot, ExportPlan plan, Iterable<TableSummary> written, BooleanSupplier mustStop) {
        return Document.of(plan.spec().format()).check(snapshot, plan, written, mustStop);
    }
}
