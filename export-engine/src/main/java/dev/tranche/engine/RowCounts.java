package dev.tranche.engine;

import dev.tranche.engine.EngineException.Reason;
import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Identifiers;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.ShapeReader;
import dev.tranche.engine.sqlite.TableKind;
import dev.tranche.model.job.TableSummary;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Counts the rows of a snapshot by a connection and a query of its own (C43). Virtual tables are left out: their modules
 * count as they like. One thread.
 */
final class RowCounts {
    /**
     * Visits every row, unlike {@code count(*)}, which is one step to SQLite however long it takes: nobody could see its
     * progress or stop it. Not by an index, since only the table itself is what was exported.
     */
    private static final String COUNT = "SELECT sum(1) FROM main.%s NOT INDEXED";

    private final Database database;
    private final Schema schema;
    private final BooleanSupplier mustStop;

    /** @param mustStop asked many times a second; the counting ends soon after it says yes */
    RowCounts(Database database, BooleanSupplier mustStop) throws SQLException {
        this.database = database;
        this.schema = Schema.read(database);
        this.mustStop = mustStop;
        database.stopWhen(mustStop);
    }

    /**
     * Compares the numbers with what an export says that it wrote. Of a table that was not read whole nobody can know them.
     *
     * @return false if it was stopped, and nothing is known
     * @throws EngineException if the numbers differ, with both, or the tables cannot be read
     */
    boolean areThose(List<PlannedTable> planned, Iterable<TableSummary> written) throws SQLException {
        var tables = new HashMap<String, TableSummary>();
        written.forEach(table -> tables.put(table.table(), table));
        List<PlannedTable> whole = planned.stream()
                .filter(table -> !tables.containsKey(table.name())
                        || tables.get(table.name()).damage().isEmpty())
                .toList();
        Optional<List<TableSummary>> counted = of(whole);
        for (TableSummary table : counted.orElse(List.of())) {
            TableSummary other = tables.get(table.table());
            long rows = other == null ? 0 : other.rows();
            if (table.rows() != rows) {
                throw Failures.otherRowCount(table.table(), table.rows(), rows);
            }
        }
        return counted.isPresent();
    }

    /**
     * The planned tables that callers count, with their rows and no bytes of their own.
     *
     * @return empty if it was stopped, and nothing is known
     * @throws EngineException if a table cannot be read
     */
    Optional<List<TableSummary>> of(List<PlannedTable> planned) {
        var counted = new ArrayList<TableSummary>();
        for (int i = 0; i < planned.size(); i++) {
            Optional<SchemaObject> table = findCounted(planned.get(i));
            if (table.isPresent()) {
                Optional<Long> rows = mustStop.getAsBoolean() ? Optional.empty() : rows(table.get());
                if (rows.isEmpty()) {
                    return Optional.empty();
                }
                counted.add(new TableSummary(i, table.get().name(), rows.get(), 0, 0, new TableSummary.Content(0, 0)));
            }
        }
        return Optional.of(counted);
    }

    private Optional<SchemaObject> findCounted(PlannedTable planned) {
        return schema.findTable(planned.name())
                .filter(o -> planned.part() == PlannedTable.Part.ROWS && o.kind() != TableKind.VIRTUAL);
    }

    private Optional<Long> rows(SchemaObject table) {
        try {
            // For what it does to collations that only another program has.
            new ShapeReader(database).read(table);
            return Optional.of(database.number(COUNT.formatted(Identifiers.quote(table.name()))));
        } catch (SQLException e) {
            EngineException failure = Failures.of(e, table.name());
            if (failure.reason() == Reason.INTERRUPTED) {
                return Optional.empty();
            }
            throw failure;
        }
    }
}
