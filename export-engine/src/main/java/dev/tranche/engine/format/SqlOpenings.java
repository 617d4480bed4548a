package dev.tranche.engine.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.sqlite.Identifiers;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.TableKind;

/** What a script has of each table before its rows. Immutable. */
final class SqlOpenings {
    private final Schema schema;
    private final SqlScope scope;

    SqlOpenings(Schema schema, SqlScope scope) {
        this.schema = schema;
        this.scope = scope;
    }

    /** Appends it: the definition, or what makes an existing table ready for the rows. */
    void write(SchemaObject table, ByteSink out) {
        switch (scope.content()) {
            case EVERYTHING -> define(table, out);
            case SCHEMA -> {
                if (table.kind() == TableKind.VIRTUAL && scope.isMade(table.name())) {
                    make(table, out);
                } else {
                    define(table, out);
                }
            }
            case DATA -> empty(table, out);
        }
    }

    private static void define(SchemaObject table, ByteSink out) {
        switch (table.kind()) {
            case VIRTUAL -> SchemaScript.defineVirtual(out, table);
            case INTERNAL -> SchemaScript.defineInternal(out, table);
            case ORDINARY, SHADOW, NONE -> SchemaScript.define(out, table);
        }
    }

    /**
     * Without rows a virtual table must be made by its module, which puts into the shadow tables what it needs there; with
     * nothing in them it would take them for damaged. Their texts may have been another version's, or those of a renamed table.
     */
    private void make(SchemaObject table, ByteSink out) {
        SchemaScript.define(out, table);
        schema.tables(TableKind.SHADOW).stream()
                .filter(shadow -> shadow.name().startsWith(table.name() + "_"))
                .forEach(shadow -> SchemaScript.correct(out, shadow));
    }

    /** What the module, or an ANALYZE, has put there; a user's table is expected to be empty. Many have never been analyzed. */
    private static void empty(SchemaObject table, ByteSink out) {
        if (table.kind() == TableKind.INTERNAL) {
            SchemaScript.defineInternalIfMissing(out, table);
        }
        if (table.kind() == TableKind.SHADOW || table.kind() == TableKind.INTERNAL) {
            out.put(("DELETE FROM " + Identifiers.quote(table.name()) + ";\n").getBytes(UTF_8));
        }
    }
}
