package dev.tranche.engine.verify;

import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.TableKind;
import dev.tranche.engine.verify.Difference.Where;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Compares what a script restored of settings and of the schema's texts with the database. Immutable. */
final class SchemaComparison {
    private static final List<String> SETTINGS = List.of("encoding", "auto_vacuum", "user_version", "application_id");

    private final boolean isWhole;

    /** @param named the tables that the script was asked for; empty if for all, else it has neither views nor SQLite's own tables */
    SchemaComparison(Set<String> named) {
        this.isWhole = named.isEmpty();
    }

    boolean isWhole() {
        return isWhole;
    }

    /** What belongs to these tables. A virtual table's content is in tables that begin with its name and an underscore. */
    Predicate<SchemaObject> included(Schema schema, List<String> tables) {
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

    /** @throws Mismatch at the first setting that differs */
    static void settings(Database mine, Database theirs) throws SQLException {
        for (String name : SETTINGS) {
            var where = Where.ofDocument("PRAGMA " + name);
            String expected = mine.text("PRAGMA " + name);
            String found = Restored.read(where, () -> theirs.text("PRAGMA " + name));
            if (!expected.equals(found)) {
                throw new Mismatch(where, expected, found);
            }
        }
    }

    /** @throws Mismatch at the first object that differs, is missing or too many */
    void texts(Schema mine, Schema theirs, Predicate<SchemaObject> included) {
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
}
