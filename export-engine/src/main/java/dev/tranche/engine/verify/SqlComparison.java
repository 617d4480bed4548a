package dev.tranche.engine.verify;

import dev.tranche.engine.sqlite.Identifiers;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.TableKind;
import dev.tranche.engine.verify.Difference.Where;
import dev.tranche.model.job.SqlContent;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A script, restored into a file of its own, of which everything is compared (C50): settings, the schema's texts, and of each row
 * its rowid where that has a name, storage classes and bytes.
 */
final class SqlComparison implements Comparison {
    private final ReceivedExport file;
    private final SqlContent content;
    private final SchemaComparison schemas;

    /** @param named the tables that the script was asked for; empty if for all, else it has neither views nor SQLite's own tables */
    SqlComparison(ReceivedExport file, Set<String> named) {
        this.file = file;
        this.content = file.options().sqlContent();
        this.schemas = new SchemaComparison(named);
    }

    @Override
    public void compare(Source source, List<String> tables) throws IOException, SQLException {
        Predicate<SchemaObject> included = schemas.included(source.schema(), tables);
        try (var restored = restored(source)) {
            SchemaComparison.settings(source.database(), restored.database());
            if (content == SqlContent.DATA) {
                new SchemaComparison(Set.of()).texts(source.schema(), restored.schema(), object -> true);
            } else {
                schemas.texts(source.schema(), restored.schema(), included);
            }
            if (content == SqlContent.SCHEMA) {
                requireNoRows(restored);
            } else {
                var rows = new RowComparison(source, restored);
                rows.tables(included);
                rows.sequence(schemas.isWhole() ? name -> true : tables::contains);
            }
        }
    }

    /** Rows alone go into a database that has the schema. */
    private Restored restored(Source source) throws IOException, SQLException {
        try (InputStream script = file.open()) {
            if (content != SqlContent.DATA) {
                return Restored.by(script);
            }
            try (var schema = new SchemaScriptInput(source.file())) {
                return Restored.by(schema, script);
            }
        }
    }

    /** Of users' tables and SQLite's own: a module puts rows of its own into the shadow tables of an empty virtual one. */
    private static void requireNoRows(Restored restored) {
        for (TableKind kind : List.of(TableKind.ORDINARY, TableKind.INTERNAL)) {
            for (SchemaObject table : restored.schema().tables(kind)) {
                var where = Where.ofTable(table.name());
                String count = "SELECT count(*) FROM main." + Identifiers.quote(table.name());
                long rows = Restored.read(where, () -> restored.database().number(count));
                if (rows > 0) {
                    throw new Mismatch(where, "no rows", rows + " rows");
                }
            }
        }
    }

    @Override
    public String notCompared() {
        return switch (content) {
            case EVERYTHING ->
                schemas.isWhole() ? "nothing left out" : "views, which an export of named tables does not carry";
            case SCHEMA -> "the rows, which were not asked for";
            case DATA -> "the schema, which was not asked for";
        };
    }
}
