package dev.tranche.engine.verify;

import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Identifiers;
import dev.tranche.engine.sqlite.Row;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.TableKind;
import dev.tranche.engine.verify.Difference.Where;
import dev.tranche.model.job.SqlContent;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A script, restored into a file of its own, of which everything is compared (C50): settings, the schema's texts, and of each row
 * its rowid where that has a name, storage classes and bytes.
 */
final class SqlComparison implements Comparison {
    private static final String SEQUENCE = "sqlite_sequence";

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
                rows(source, restored, included);
                sequence(source, restored, tables);
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

    private static void rows(Source source, Restored restored, Predicate<SchemaObject> included) throws SQLException {
        for (SchemaObject object : source.schema().objects()) {
            if (included.test(object) && hasRows(object)) {
                SchemaObject other = restored.schema().findTable(object.name()).orElseThrow();
                source.compare(object.name(), mine -> rows(mine, restored.database(), other));
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

    private static boolean hasRows(SchemaObject object) {
        return switch (object.kind()) {
            case ORDINARY, SHADOW -> true;
            case INTERNAL -> !object.name().equals(SEQUENCE);
            case VIRTUAL, NONE -> false;
        };
    }

    private static void rows(SourceRows mine, Database database, SchemaObject table) throws SQLException {
        var where = Where.ofTable(table.name());
        try (var theirs = Restored.read(where, () -> new SourceRows(database, table))) {
            while (mine.next()) {
                if (!Restored.read(where, theirs::next)) {
                    throw mine.missing("the end of the table");
                }
                row(mine, theirs);
            }
            if (Restored.read(where, theirs::next)) {
                throw mine.oneMore();
            }
        }
    }

    private static void row(SourceRows mine, SourceRows theirs) throws SQLException {
        if (mine.hasRowid() && mine.row().rowid() != theirs.row().rowid()) {
            throw mine.missing("rowid " + theirs.row().rowid());
        }
        for (int i = 0; i < mine.names().size(); i++) {
            if (!isSame(mine.row(), theirs.row(), i)) {
                throw mine.mismatch(i, Shown.value(theirs.row(), i));
            }
        }
    }

    private static boolean isSame(Row mine, Row theirs, int column) throws SQLException {
        int type = mine.type(column);
        return type == theirs.type(column)
                && switch (type) {
                    case Row.INTEGER -> mine.integer(column) == theirs.integer(column);
                    case Row.REAL -> Texts.sameBits(mine.real(column), theirs.real(column));
                    case Row.TEXT, Row.BLOB -> Arrays.equals(mine.bytes(column), theirs.bytes(column));
                    default -> true;
                };
    }

    /** A row a table, so that both fit into memory. The rows of tables that were not asked for do not count. */
    private void sequence(Source source, Restored restored, List<String> tables) throws SQLException {
        Predicate<String> counts = schemas.isWhole() ? name -> true : tables::contains;
        List<String> expected = sequence(source.database(), source.schema(), counts);
        List<String> found =
                Restored.read(Where.ofTable(SEQUENCE), () -> sequence(restored.database(), restored.schema(), counts));
        if (!expected.equals(found)) {
            int same = 0;
            while (same < Math.min(expected.size(), found.size())
                    && expected.get(same).equals(found.get(same))) {
                same++;
            }
            throw new Mismatch(Where.ofTable(SEQUENCE), at(expected, same), at(found, same));
        }
    }

    private static List<String> sequence(Database database, Schema schema, Predicate<String> counts)
            throws SQLException {
        var rows = new ArrayList<String>();
        var table = schema.findTable(SEQUENCE);
        if (table.isPresent()) {
            try (var reader = new SourceRows(database, table.get())) {
                while (reader.next()) {
                    if (counts.test(Texts.ofUtf8(reader.row().text(0)))) {
                        rows.add(Shown.value(reader.row(), 0) + ": " + Shown.value(reader.row(), 1));
                    }
                }
            }
        }
        return rows;
    }

    private static String at(List<String> rows, int index) {
        return index < rows.size() ? rows.get(index) : "no more rows";
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
