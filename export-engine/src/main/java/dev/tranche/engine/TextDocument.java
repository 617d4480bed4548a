package dev.tranche.engine;

import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.model.job.TableSummary;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The rows as text, table by table. What was written of each is held against a count of its own. */
final class TextDocument implements Document {
    @Override
    public long upperBoundBytes(Database database, Schema schema, ExportSpec spec, List<PlannedTable> tables)
            throws SQLException {
        return new SizeBound(database, schema).of(spec, tables);
    }

    @Override
    public Blocks open(Path snapshot, ExportPlan plan, Iterable<TableSummary> finished) {
        try {
            Database database = Database.openSnapshot(snapshot);
            try {
                return new TextBlocks(database, plan, finished);
            } catch (SQLException | RuntimeException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw Failures.of(e, snapshot);
        }
    }

    @Override
    public Optional<Checked> check(
            Path snapshot, ExportPlan plan, Iterable<TableSummary> written, BooleanSupplier mustStop) {
        try (Database database = Database.openSnapshot(snapshot)) {
            boolean isOver = new RowCounts(database, mustStop).areThose(plan.tables(), written);
            return isOver ? Optional.of(Checked.NOTHING_TO_ADD) : Optional.empty();
        } catch (SQLException e) {
            throw Failures.of(e, snapshot);
        }
    }
}
