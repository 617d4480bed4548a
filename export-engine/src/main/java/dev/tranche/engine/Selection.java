package dev.tranche.engine;

import dev.tranche.engine.PlannedTable.Part;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.TableKind;
import dev.tranche.model.job.ExportFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which tables a request means in a database, and what of each: the design's table rules. A format that restores has the
 * definition of a virtual table and the rows of its shadow tables; the others have what a reader of tables sees.
 */
final class Selection {
    private final Schema schema;
    private final Set<String> known;
    private final Set<String> readable;

    /**
     * @param known the virtual tables whose module is here and takes them, which only trying tells
     * @param readable those whose rows can be read, or are damaged
     */
    Selection(Schema schema, Set<String> known, Set<String> readable) {
        this.schema = schema;
        this.known = Set.copyOf(known);
        this.readable = Set.copyOf(readable);
    }

    /** The names that a request in this format may give, in schema order. */
    List<String> names(ExportFormat format) {
        return schema.objects().stream()
                .filter(o -> format.takesTables() && isCarried(o, format))
                .map(SchemaObject::name)
                .toList();
    }

    /** The first name that is no such table. */
    Optional<String> findUnknown(ExportSpec spec) {
        return spec.tables().stream()
                .filter(name -> schema.findTable(name)
                        .filter(o -> isCarried(o, spec.format()))
                        .isEmpty())
                .findFirst();
    }

    /** What the request writes, in schema order; names that are unknown are left out. */
    List<PlannedTable> tables(ExportSpec spec) {
        Set<String> named = new HashSet<>(spec.tables());
        return schema.objects().stream()
                .filter(o -> spec.tables().isEmpty() ? isWritten(o, spec.format()) : isWanted(o, spec.format(), named))
                .flatMap(o -> part(o, spec).stream().map(part -> new PlannedTable(o.name(), part)))
                .toList();
    }

    /** Whether rows or definition of it are in an export that names no tables. */
    private boolean isCarried(SchemaObject o, ExportFormat format) {
        return switch (o.kind()) {
            case ORDINARY -> true;
            case SHADOW -> format.restores();
            case VIRTUAL -> format.restores() || readable.contains(o.name());
            case INTERNAL, NONE -> false;
        };
    }

    /** SQLite's statistics are written so that they restore; its sequence table is written at the end of a script. */
    private boolean isWritten(SchemaObject o, ExportFormat format) {
        boolean isStatistics = o.kind() == TableKind.INTERNAL && !o.name().equals("sqlite_sequence");
        return isCarried(o, format) || (isStatistics && format.restores());
    }

    private boolean isWanted(SchemaObject o, ExportFormat format, Set<String> named) {
        return isCarried(o, format) && (named.contains(o.name()) || isShadowOf(o, named::contains));
    }

    /** A virtual table's content is in tables that begin with its name and an underscore. */
    private boolean isShadowOf(SchemaObject o, Predicate<String> virtual) {
        return o.kind() == TableKind.SHADOW
                && schema.tables(TableKind.VIRTUAL).stream()
                        .anyMatch(v -> virtual.test(v.name()) && o.name().startsWith(v.name() + "_"));
    }

    /** What is written of a table that was chosen; empty if that comes with another table, or is not asked for. */
    private Optional<Part> part(SchemaObject o, ExportSpec spec) {
        return switch (spec.options().sqlContent()) {
            case EVERYTHING -> Optional.of(part(o, spec.format()));
            case SCHEMA -> definition(o, spec);
            case DATA -> Optional.of(part(o, spec.format())).filter(Part::hasRows);
        };
    }

    /** A virtual table that is known is made by its module together with its shadow tables; another is only described. */
    private Optional<Part> definition(SchemaObject o, ExportSpec spec) {
        return switch (o.kind()) {
            case VIRTUAL -> Optional.of(known.contains(o.name()) ? Part.SCHEMA : Part.DEFINITION);
            case INTERNAL -> Optional.of(Part.DEFINITION);
            case SHADOW -> comesWithItsTable(o, spec) ? Optional.empty() : Optional.of(Part.SCHEMA);
            case ORDINARY, NONE -> Optional.of(Part.SCHEMA);
        };
    }

    private boolean comesWithItsTable(SchemaObject shadow, ExportSpec spec) {
        return isShadowOf(
                shadow,
                name -> known.contains(name)
                        && (spec.tables().isEmpty() || spec.tables().contains(name)));
    }

    private static Part part(SchemaObject o, ExportFormat format) {
        return switch (o.kind()) {
            case VIRTUAL -> format.restores() ? Part.DEFINITION : Part.ROWS;
            case INTERNAL -> Part.INTERNAL_ROWS;
            case ORDINARY, SHADOW, NONE -> Part.ROWS;
        };
    }
}
