package dev.tranche.engine.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.TableKind;

/** What a script has of each table before its rows. Immutable. */
final class SqlOpenings {
    private final SchemaScript script;
    private final SqlScope scope;

    SqlOpenings(SchemaScript script, SqlScope scope) {
        this.script = script;
        this.scope = scope;
    }

    /** Appends it: the definition, or what makes an existing table ready for the rows. */
    void write(SchemaObject table, ByteSink out) {
        switch (scope.content()) {
            case EVERYTHING -> define(table, out);
            case SCHEMA -> {
                if (scope.isMade(table)) {
                    script.define(out, table);
                } else {
                    define(table, out);
                }
            }
            case DATA -> empty(table, out);
        }
    }

    private void define(SchemaObject table, ByteSink out) {
        switch (table.kind()) {
            case VIRTUAL -> script.defineVirtual(out, table);
            case INTERNAL -> script.defineInternal(out, table);
            case ORDINARY, SHADOW, NONE -> script.define(out, table);
        }
    }

    /** What the module, or an ANALYZE, has put there; a user's table is expected to be empty. Many have never been analyzed. */
    private void empty(SchemaObject table, ByteSink out) {
        if (table.kind() == TableKind.INTERNAL) {
            SchemaScript.defineInternalIfMissing(out, table);
        }
        if (table.kind() == TableKind.SHADOW || table.kind() == TableKind.INTERNAL) {
            out.put(("DELETE FROM " + script.identifier(table.name()) + ";\n").getBytes(UTF_8));
        }
    }
}
