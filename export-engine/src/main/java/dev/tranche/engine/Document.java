package dev.tranche.engine;

import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.TableSummary;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What an export is made of: all that depends on whether rows are written as text, or the database's own file is given
 * away as it is. Stateless.
 */
sealed interface Document permits FileDocument, TextDocument {
    /** The document of a format. */
    static Document of(ExportFormat format) {
        return switch (format) {
            case SQL, JSON, CSV, NDJSON -> new TextDocument();
            case SQLITE -> new FileDocument();
        };
    }

    /** More bytes than the document has before it is compressed (P18). */
    long upperBoundBytes(Database database, Schema schema, ExportSpec spec, List<PlannedTable> tables)
            throws SQLException;

    /**
     * Opens a snapshot.
     *
     * @param finished the tables finished so far; iterated at most once, at the end of a zip
     * @throws EngineException if the file cannot be read
     */
    Blocks open(Path snapshot, ExportPlan plan, Iterable<TableSummary> finished);

    /** As {@link FinalCheck#run} says. */
    Optional<Checked> check(Path snapshot, ExportPlan plan, Iterable<TableSummary> written, BooleanSupplier mustStop);
}
