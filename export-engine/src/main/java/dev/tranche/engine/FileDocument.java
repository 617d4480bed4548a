package dev.tranche.engine;

import dev.tranche.engine.EngineException.Reason;
import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.IntegrityCheck;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.model.job.TableSummary;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The snapshot's file as it is, which SQLite's own check of it proves. How many rows it has nobody knows before they are
 * counted, which comes last.
 */
final class FileDocument implements Document {
    @Override
    public long upperBoundBytes(Database database, Schema schema, ExportSpec spec, List<PlannedTable> tables)
            throws SQLException {
        return database.bytes();
    }

    @Override
    public Blocks open(Path snapshot, ExportPlan plan, Iterable<TableSummary> finished) {
        return FileBlocks.open(snapshot, plan);
    }

    @Override
    public Optional<Checked> check(
            Path snapshot, ExportPlan plan, Iterable<TableSummary> written, BooleanSupplier mustStop) {
        try (Database database = Database.openSnapshot(snapshot)) {
            return check(database, plan, mustStop);
        } catch (SQLException e) {
            EngineException failure = Failures.of(e, snapshot);
            if (failure.reason() == Reason.INTERRUPTED) {
                // Nobody but the check itself stops its statements, those too that read the schema in between.
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static Optional<Checked> check(Database database, ExportPlan plan, BooleanSupplier mustStop)
            throws SQLException {
        Optional<IntegrityCheck.Result> result = new IntegrityCheck(database, mustStop).run();
        if (result.isEmpty()) {
            return Optional.empty();
        }
        if (!result.get().damage().isEmpty()) {
            throw Failures.notIntact(result.get().damage());
        }
        return new RowCounts(database, mustStop)
                .of(plan.tables())
                .map(counted -> new Checked(counted, result.get().notes()));
    }
}
