package dev.tranche.engine.verify;

import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Row;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.TableKind;
import dev.tranche.engine.verify.Difference.Where;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A script, restored into a file of its own, of which everything is compared (C50): settings, the schema's texts, and of each row
 * its rowid where that has a name, storage classes and bytes.
 */
final class SqlComparison implements Comparison {
    private static final List<String> SETTINGS = List.of("encoding", "auto_vacuum", "user_version", "application_id");
    private static final String SEQUENCE = "sqlite_sequence";

    private final ReceivedExport file;
    private final boolean isWhole;

    /** @param named the tables that the script was asked for; empty if for all, else it has neither views nor SQLite's own tables */
    SqlComparison(ReceivedExport file, Set<String> named) {
        this.file = file;
        this.isWhole = named.isEmpty();
    }

    @Override
    public void compare(Source source, List<String> tables) throws IOException, SQLException {
        Predicate<SchemaObject> included = included(source.schema(), tables);
        try (InputStream in = file.open();
                var restored = Restored.by(in)) {
            for (String setting : SETTINGS) {
                setting(setting, source.database(), restored.database());
            }
            Schema theirs = restored.schema();
            schema(source.schema(), theirs, included);
            for (SchemaObject object : source.schema().objects()) {
                if (included.test(object) && hasRows(object)) {
                    SchemaObject other = theirs.findTable(object.name()).orElseThrow();
                    source.compare(object.name(), mine -> rows(mine, restored.database(), other));
                }
            }
            sequence(source, restored, theirs, tables);
        }
    }

    /** A virtual table's content is in tables that begin with its name and an underscore. */
    private Predicate<SchemaObject> included(Schema schema, List<String> tables) {
        if (isWhole) {
            return object -> true;
        }
        List<String> virtual = schema.tables(TableKind.VIRTUAL).stream()
                .map(SchemaObject::name)
                .filter(tables::contains)
                .toList();
        return object -> object.kind() != TableKind.INTERNAL
                && object.type() != SchemaObject.Type.VIEW
                && (tables.contains(object.table())
                        || virtual.stream()
                                .anyMatch(v -> schema.findTable(object.table())
                                        .filter(t -> t.kind() == TableKind.SHADOW
                                                && t.name().startsWith(v + "_"))
                                        .isPresent()));
    }

    private static boolean hasRows(SchemaObject object) {
        return switch (object.kind()) {
            case ORDINARY, SHADOW -> true;
            case INTERNAL -> !object.name().equals(SEQUENCE);
            case VIRTUAL, NONE -> false;
        };
    }

    private static void setting(String name, Database mine, Database theirs) throws SQLException {
        String expected = mine.text("PRAGMA " + name);
        String found = Restored.read(Where.ofDocument("PRAGMA " + name), () -> theirs.text("PRAGMA " + name));
        if (!expected.equals(found)) {
            throw new Mismatch(Where.ofDocument("PRAGMA " + name), expected, found);
        }
    }

    private void schema(Schema mine, Schema theirs, Predicate<SchemaObject> included) {
        List<SchemaObject> expected = mine.objects().stream().filter(included).toList();
        for (SchemaObject object : expected) {
            SchemaObject other = theirs.objects().stream()
                    .filter(o -> isSameName(o, object))
                    .findFirst()
                    .orElseThrow(() -> new Mismatch(where(object), "it to exist", "none of its name"));
            if (!Arrays.equals(object.sql().raw(), other.sql().raw())
                    || !object.table().equals(other.table())) {
                throw new Mismatch(where(object), text(object), text(other));
            }
        }
        theirs.objects().stream()
                .filter(o -> isWhole || o.kind() != TableKind.INTERNAL)
                .filter(o -> expected.stream().noneMatch(e -> isSameName(e, o)))
                .findFirst()
                .ifPresent(o -> {
                    throw new Mismatch(where(o), "none of its name", "one");
                });
    }

    private static boolean isSameName(SchemaObject one, SchemaObject other) {
        return one.type() == other.type() && one.name().equals(other.name());
    }

    private static Where where(SchemaObject object) {
        return Where.ofDocument(object.type().name().toLowerCase(Locale.ROOT) + " " + Shown.name(object.name()));
    }

    private static String text(SchemaObject object) {
        return "the statement " + Shown.text(new String(object.sql().utf8(), StandardCharsets.UTF_8));
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
    private void sequence(Source source, Restored restored, Schema theirs, List<String> tables) throws SQLException {
        Predicate<String> counts = isWhole ? name -> true : tables::contains;
        List<String> expected = sequence(source.database(), source.schema(), counts);
        List<String> found =
                Restored.read(Where.ofTable(SEQUENCE), () -> sequence(restored.database(), theirs, counts));
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
        return isWhole ? "nothing left out" : "views, which an export of named tables does not carry";
    }
}
