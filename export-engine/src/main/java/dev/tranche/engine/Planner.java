package dev.tranche.engine;

import dev.tranche.engine.sqlite.Column;
import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Identifiers;
import dev.tranche.engine.sqlite.Reading;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.ShapeReader;
import dev.tranche.engine.sqlite.TableKind;
import dev.tranche.engine.sqlite.TableReader;
import dev.tranche.engine.sqlite.TableShape;
import dev.tranche.model.job.ExportFormat;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes plans and answers what may be named, by looking at one open database. One thread. */
final class Planner {
    /** The smallest row that a b-tree page can hold: cell pointer, length, record header. */
    private static final int SMALLEST_ROW_BYTES = 5;

    /** The largest growth of stored bytes: a control character as {@code \}{@code u0001} in JSON. */
    private static final int LARGEST_GROWTH = 6;

    /** Punctuation, keywords and entry records around a row or a table. */
    private static final int FRAME_BYTES = 512;

    private final Database database;
    private final Schema schema;
    private final ShapeReader shapes;
    private final Selection selection;
    private final List<String> unreadable;

    Planner(Database database) throws SQLException {
        this.database = database;
        this.schema = Schema.read(database);
        this.shapes = new ShapeReader(database);
        Map<Boolean, List<String>> virtual = schema.tables(TableKind.VIRTUAL).stream()
                .collect(Collectors.partitioningBy(
                        this::canBeRead, Collectors.mapping(SchemaObject::name, Collectors.toList())));
        this.selection = new Selection(schema, Set.copyOf(virtual.get(true)));
        this.unreadable = virtual.get(false);
    }

    Selection selection() {
        return selection;
    }

    ExportPlan plan(ExportSpec spec, ExportPlan.Settings settings) throws SQLException {
        selection.findUnknown(spec).ifPresent(name -> {
            throw Failures.unknownTable(name);
        });
        List<PlannedTable> tables = selection.tables(spec);
        return new ExportPlan(spec, tables, settings, upperBound(tables), warnings(spec));
    }

    /** Tables of a whole export that only their module could read, and which a reader would otherwise miss in silence. */
    private List<String> warnings(ExportSpec spec) {
        if (spec.format() == ExportFormat.SQL || !spec.tables().isEmpty()) {
            return List.of();
        }
        return unreadable.stream()
                .map(name -> "virtual table '" + name + "' cannot be read and is left out")
                .toList();
    }

    private boolean canBeRead(SchemaObject virtual) {
        try {
            TableShape shape = shapes.read(virtual);
            try (var reader = new TableReader(database, shape, shape.columns(), Optional.empty())) {
                reader.next();
            }
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private long upperBound(List<PlannedTable> tables) throws SQLException {
        long bytes = database.number("PRAGMA page_count") * database.number("PRAGMA page_size");
        double bound = (double) LARGEST_GROWTH * bytes + (long) FRAME_BYTES * (tables.size() + 2);
        for (PlannedTable table : tables) {
            TableShape shape = shapes.read(schema.findTable(table.name()).orElseThrow());
            long perRow = FRAME_BYTES / 8 + 2L * length(table.name());
            for (Column column : shape.columns()) {
                perRow += 2L * length(column.name()) + LARGEST_GROWTH;
            }
            bound += perRow * (double) Math.min(rowsAtMost(shape), bytes / SMALLEST_ROW_BYTES);
        }
        return (long) bound;
    }

    private long rowsAtMost(TableShape shape) throws SQLException {
        if (!(shape.reading() instanceof Reading.ByRowid byRowid)) {
            return Long.MAX_VALUE;
        }
        String rowid = Identifiers.quote(byRowid.name());
        String from = " FROM main." + Identifiers.quote(shape.name());
        double span = 1.0
                + database.number("SELECT max(" + rowid + ")" + from)
                - database.number("SELECT min(" + rowid + ")" + from);
        return (long) span;
    }

    private static int length(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
