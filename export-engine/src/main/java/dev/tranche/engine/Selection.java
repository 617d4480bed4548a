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

/**
 * Which tables a request means in a database, and what of each: the design's table rules. SQL writes what restores, so the
 * definition of a virtual table and the rows of its shadow tables; the others write what a reader of tables sees.
 */
final class Selection {
    private final Schema schema;
    private final Set<String> readable;

    /** @param readable the virtual tables whose rows can be read, which only trying tells */
    Selection(Schema schema, Set<String> readable) {
        this.schema = schema;
        this.readable = Set.copyOf(readable);
    }

    /** The names that a request in this format may give, in schema order. */
    List<String> names(ExportFormat format) {
        return schema.objects().stream()
                .filter(o -> mayBeNamed(o, format))
                .map(SchemaObject::name)
                .toList();
    }

    /** The first name that is no such table. */
    Optional<String> findUnknown(ExportSpec spec) {
        return spec.tables().stream()
                .filter(name -> schema.findTable(name)
                        .filter(o -> mayBeNamed(o, spec.format()))
                        .isEmpty())
                .findFirst();
    }

    /** What the request writes, in schema order; names that are unknown are left out. */
    List<PlannedTable> tables(ExportSpec spec) {
        Set<String> named = new HashSet<>(spec.tables());
        return schema.objects().stream()
                .filter(o -> spec.tables().isEmpty() ? isWritten(o, spec.format()) : isWanted(o, spec.format(), named))
                .map(o -> new PlannedTable(o.name(), part(o, spec.format())))
                .toList();
    }

    private boolean mayBeNamed(SchemaObject o, ExportFormat format) {
        return switch (o.kind()) {
            case ORDINARY -> true;
            case SHADOW -> format == ExportFormat.SQL;
            case VIRTUAL -> format == ExportFormat.SQL || readable.contains(o.name());
            case INTERNAL, NONE -> false;
        };
    }

    /** SQLite's statistics are written so that they restore; its sequence table is written at the end of a script. */
    private boolean isWritten(SchemaObject o, ExportFormat format) {
        boolean isStatistics = o.kind() == TableKind.INTERNAL && !o.name().equals("sqlite_sequence");
        return mayBeNamed(o, format) || (isStatistics && format == ExportFormat.SQL);
    }

    private boolean isWanted(SchemaObject o, ExportFormat format, Set<String> named) {
        return mayBeNamed(o, format) && (named.contains(o.name()) || isShadowOfNamed(o, named));
    }

    /** A virtual table's content is in tables that begin with its name and an underscore. */
    private boolean isShadowOfNamed(SchemaObject o, Set<String> named) {
        return o.kind() == TableKind.SHADOW
                && schema.tables(TableKind.VIRTUAL).stream()
                        .anyMatch(v -> named.contains(v.name()) && o.name().startsWith(v.name() + "_"));
    }

    private static Part part(SchemaObject o, ExportFormat format) {
        return switch (o.kind()) {
            case VIRTUAL -> format == ExportFormat.SQL ? Part.DEFINITION : Part.ROWS;
            case INTERNAL -> Part.INTERNAL_ROWS;
            case ORDINARY, SHADOW, NONE -> Part.ROWS;
        };
    }
}
