package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.encode.SqlLiteral;
import dev.tranche.engine.sqlite.Identifiers;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Writes the definitions of a schema so that the restored {@code sqlite_schema} has the same bytes. Most are their own
 * statement; what a reader of scripts would change on the way goes by a stand-in until {@link #correct} gives it its own
 * name and text, through {@code writable_schema}. Immutable.
 */
final class SchemaScript {
    private final StandIns standIns;

    SchemaScript(Schema schema) {
        this.standIns = StandIns.of(schema);
    }

    /** A name of the schema as it is written in a statement before {@link #correct}. */
    String identifier(String name) {
        return Identifiers.quote(standIns.name(name));
    }

    /** Appends the statement of a table, an index, a view or a trigger. */
    void define(ByteSink out, SchemaObject object) {
        out.put(standIns.statement(object));
        out.ascii(";\n");
    }

    /** Appends what lets a table take rows with NULL where its definition forbids it, from the next statement on. */
    void relax(ByteSink out, SchemaObject table) {
        redefine(out, table, RelaxedTable.of(standIns.statement(table)));
    }

    /** Appends what gives a relaxed table its own definition again. */
    void restore(ByteSink out, SchemaObject table) {
        redefine(out, table, standIns.statement(table));
    }

    private void redefine(ByteSink out, SchemaObject table, byte[] definition) {
        out.ascii("PRAGMA writable_schema=ON;\nUPDATE sqlite_schema SET sql=");
        SqlLiteral.text(out, definition, 0, definition.length);
        where(out, table, standIns.name(table.name()));
        out.ascii("PRAGMA writable_schema=RESET;\n");
    }

    private static void where(ByteSink out, SchemaObject object, String name) {
        out.ascii(" WHERE type='" + object.type().name().toLowerCase(Locale.ROOT) + "' AND name=");
        text(out, name);
        out.ascii(";\n");
    }

    /** Appends the statement of one of SQLite's own tables, whose name it refuses otherwise. */
    void defineInternal(ByteSink out, SchemaObject table) {
        out.ascii("PRAGMA writable_schema=ON;\n");
        define(out, table);
        out.ascii("PRAGMA writable_schema=OFF;\n");
    }

    /** Appends the same for a database that may have the table. */
    static void defineInternalIfMissing(ByteSink out, SchemaObject table) {
        String sql = new String(table.sql().utf8(), StandardCharsets.UTF_8);
        out.ascii("PRAGMA writable_schema=ON;\n");
        out.put((sql.replaceFirst("^CREATE TABLE ", "CREATE TABLE IF NOT EXISTS ") + ";\n")
                .getBytes(StandardCharsets.UTF_8));
        out.ascii("PRAGMA writable_schema=OFF;\n");
    }

    /** Appends the row of a virtual table, as the sqlite3 shell does: a statement would make its shadow tables too. */
    void defineVirtual(ByteSink out, SchemaObject table) {
        out.ascii("PRAGMA writable_schema=ON;\n");
        out.ascii("INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table',");
        text(out, table.name());
        out.put(',');
        text(out, table.name());
        out.ascii(",0,");
        exact(out, table);
        out.ascii(");\nPRAGMA writable_schema=OFF;\n");
    }

    /** Appends what puts stand-ins in place of objects that exist, from the next statement on. */
    void standIn(ByteSink out, List<SchemaObject> standing) {
        if (standing.isEmpty()) {
            return;
        }
        out.ascii("PRAGMA writable_schema=ON;\n");
        for (SchemaObject object : standing) {
            byte[] statement = standIns.statement(object);
            names(out, standIns.name(object.name()), standIns.name(object.table()));
            if (object.hasSql()) {
                out.ascii(",sql=");
                SqlLiteral.text(out, statement, 0, statement.length);
            }
            where(out, object, object.name());
        }
        out.ascii("PRAGMA writable_schema=RESET;\n");
    }

    /** Appends what gives the objects that went by a stand-in their own names and texts; nothing may use them after that. */
    void correct(ByteSink out, List<SchemaObject> standing) {
        if (standing.isEmpty()) {
            return;
        }
        out.ascii("PRAGMA writable_schema=ON;\n");
        for (SchemaObject object : standing) {
            names(out, object.name(), object.table());
            if (object.hasSql()) {
                out.ascii(",sql=");
                exact(out, object);
            }
            where(out, object, standIns.name(object.name()));
        }
        out.ascii("PRAGMA writable_schema=OFF;\n");
    }

    private static void names(ByteSink out, String name, String table) {
        out.ascii("UPDATE sqlite_schema SET name=");
        text(out, name);
        out.ascii(",tbl_name=");
        text(out, table);
    }

    /** In quotes where that carries it, else by the bytes in the encoding that the script restores. */
    private static void exact(ByteSink out, SchemaObject object) {
        byte[] utf8 = object.sql().utf8();
        byte[] raw = object.sql().raw();
        if (SqlLiteral.canBeQuoted(utf8, 0, utf8.length)) {
            SqlLiteral.text(out, utf8, 0, utf8.length);
        } else {
            SqlLiteral.textByBytes(out, raw, 0, raw.length);
        }
    }

    /** Appends a name as a text without carriage returns, in any encoding. */
    static void text(ByteSink out, String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        out.put(StandIns.withoutReturns(quoted).getBytes(StandardCharsets.UTF_8));
    }
}
