package dev.tranche.engine;

import dev.tranche.engine.EngineException.Reason;
import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Identifiers;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.ShapeReader;
import dev.tranche.engine.sqlite.TableKind;
import dev.tranche.model.job.TableSummary;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Counts the rows of a snapshot again, by a connection and a query of its own, and compares the numbers with what an export
 * says that it wrote (C43). Virtual tables are left out: their modules count as they like. Called before an export is
 * complete; stateless.
 */
public final class RowCounts {
    /**
     * Visits every row, unlike {@code count(*)}, which is one step to SQLite however long it takes: nobody could see its
     * progress or stop it. Not by an index, since only the table itself is what was exported.
     */
    private static final String COUNT = "SELECT sum(1) FROM main.%s NOT INDEXED";

    private RowCounts() {}

    /**
     * Counts and compares. Reads the tables once more, so it takes a fraction of the time of the export.
     *
     * @param written what was written of each table, those of the whole plan
     * @param mustStop asked many times a second, which is progress each time; the counting ends soon after it says yes
     * @return false if it was stopped, and nothing is known
     * @throws EngineException if the numbers differ, with both, or the snapshot cannot be read
     */
    public static boolean check(
            Path snapshot, ExportPlan plan, Iterable<TableSummary> written, BooleanSupplier mustStop) {
        var rows = new HashMap<String, Long>();
        written.forEach(table -> rows.put(table.table(), table.rows()));
        try (Database database = Database.openSnapshot(snapshot)) {
            var schema = Schema.read(database);
            database.stopWhen(mustStop);
            for (PlannedTable planned : plan.tables()) {
                Optional<SchemaObject> table = schema.findTable(planned.name())
                        .filter(o -> planned.part() == PlannedTable.Part.ROWS && o.kind() != TableKind.VIRTUAL);
                if (table.isPresent() && (mustStop.getAsBoolean() || !isSame(database, table.get(), rows))) {
                    return false;
                }
            }
            return true;
        } catch (SQLException e) {
            throw Failures.of(e, snapshot);
        }
    }

    private static boolean isSame(Database database, SchemaObject table, Map<String, Long> written) {
        long count;
        try {
            // For what it does to collations that only another program has.
            new ShapeReader(database).read(table);
            count = database.number(COUNT.formatted(Identifiers.quote(table.name())));
        } catch (SQLException e) {
            EngineException failure = Failures.of(e, table.name());
            if (failure.reason() == Reason.INTERRUPTED) {
                return false;
            }
            throw failure;
        }
        long rows = written.getOrDefault(table.name(), 0L);
        if (count != rows) {
            throw Failures.otherRowCount(table.name(), count, rows);
        }
        return true;
    }
}
