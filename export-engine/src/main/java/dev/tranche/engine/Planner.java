package dev.tranche.engine;

import dev.tranche.engine.EngineException.Reason;
import dev.tranche.engine.format.CompressedPacking;
import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.ShapeReader;
import dev.tranche.engine.sqlite.SqliteErrors;
import dev.tranche.engine.sqlite.TableKind;
import dev.tranche.engine.sqlite.TableReader;
import dev.tranche.engine.sqlite.TableShape;
import dev.tranche.model.job.Compression;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Makes plans and answers what may be named, by looking at one open database. One thread. */
final class Planner {
    private static final String DATA_ONLY =
            "The script needs a database with the same schema and encoding and no rows; its triggers are dropped while it loads"
                    + " and made again";

    private final Database database;
    private final Schema schema;
    private final Selection selection;
    private final List<String> unknown;
    private final List<String> unreadable;

    Planner(Database database) throws SQLException {
        this.database = database;
        this.schema = Schema.read(database);
        List<String> virtual = schema.tables(TableKind.VIRTUAL).stream()
                .map(SchemaObject::name)
                .toList();
        Set<String> known = virtual.stream().filter(this::isKnown).collect(Collectors.toUnmodifiableSet());
        Set<String> readable = virtual.stream().filter(this::canBeRead).collect(Collectors.toUnmodifiableSet());
        this.selection = new Selection(schema, known, readable);
        this.unknown = virtual.stream().filter(name -> !known.contains(name)).toList();
        this.unreadable =
                virtual.stream().filter(name -> !readable.contains(name)).toList();
    }

    Selection selection() {
        return selection;
    }

    ExportPlan plan(ExportSpec spec, ExportPlan.Settings settings) throws SQLException {
        selection.findUnknown(spec).ifPresent(name -> {
            throw Failures.unknownTable(name);
        });
        List<PlannedTable> tables = selection.tables(spec);
        long bound = Document.of(spec.format()).upperBoundBytes(database, schema, spec, tables);
        return new ExportPlan(spec, tables, settings, packed(bound, spec, tables, settings), warnings(spec));
    }

    private static long packed(long bound, ExportSpec spec, List<PlannedTable> tables, ExportPlan.Settings settings) {
        if (spec.compression() == Compression.NONE) {
            return bound;
        }
        long sections = tables.size() + 2L;
        return CompressedPacking.upperBound(bound, sections + bound / settings.blockBytes());
    }

    private List<String> warnings(ExportSpec spec) {
        return spec.format().restores() ? restoreWarnings(spec) : unreadableWarnings(spec);
    }

    /** What restoring it does beside what was asked for, or does not. */
    private List<String> restoreWarnings(ExportSpec spec) {
        Predicate<String> includes = spec.tables().isEmpty() ? name -> true : spec.tables()::contains;
        return switch (spec.options().sqlContent()) {
            case EVERYTHING -> List.of();
            case SCHEMA ->
                unknown.stream()
                        .filter(includes)
                        .map(name -> "virtual table '" + name + "' is defined without what its module keeps for it")
                        .toList();
            case DATA -> List.of(DATA_ONLY);
        };
    }

    /** Tables of a whole export that only their module could read, and which a reader would otherwise miss in silence. */
    private List<String> unreadableWarnings(ExportSpec spec) {
        if (!spec.tables().isEmpty()) {
            return List.of();
        }
        return unreadable.stream()
                .map(name -> "virtual table '" + name + "' cannot be read and is left out")
                .toList();
    }

    /** Whether its module is here and takes it, whatever it then says of the rows. */
    private boolean isKnown(String virtual) {
        try {
            shape(virtual);
            return true;
        } catch (SQLException e) {
            requireAnswer(e, virtual);
            return false;
        }
    }

    /** Whether its rows belong into an export of what can be read; that they are damaged is for the reader of the rows to say. */
    private boolean canBeRead(String virtual) {
        try {
            TableShape shape = shape(virtual);
            try (var reader = new TableReader(database, shape, shape.columns(), Optional.empty())) {
                reader.next();
            }
            return true;
        } catch (SQLException e) {
            return requireAnswer(e, virtual) == Reason.DAMAGED;
        }
    }

    private TableShape shape(String virtual) throws SQLException {
        return new ShapeReader(database).read(schema.findTable(virtual).orElseThrow());
    }

    /**
     * Why a virtual table cannot be read, if that is in the database and will always be so.
     *
     * @throws EngineException if it may be otherwise the next time, as with a lock, a deadline, a failing disk
     */
    private static Reason requireAnswer(SQLException e, String virtual) {
        EngineException failure = Failures.of(e, virtual);
        if (failure.reason() != Reason.DAMAGED && !SqliteErrors.isRefusal(e)) {
            throw failure;
        }
        return failure.reason();
    }
}
