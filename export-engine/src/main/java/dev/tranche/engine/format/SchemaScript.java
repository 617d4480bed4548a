package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.encode.SqlLiteral;
import dev.tranche.engine.encode.Utf8;
import dev.tranche.engine.sqlite.SchemaObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Writes the definitions of a schema so that the restored {@code sqlite_schema} has the same bytes. Most are their own
 * statement; what a reader of scripts would change on the way is set right behind it, through {@code writable_schema}.
 * Stateless.
 */
final class SchemaScript {
    private SchemaScript() {}

    /** Appends the statement of a table, an index, a view or a trigger. */
    static void define(ByteSink out, SchemaObject object) {
        statement(out, object);
        if (!isCarried(object)) {
            correct(out, object);
        }
    }

    /** Appends what gives an object that is there the text that is stored of it. */
    static void correct(ByteSink out, SchemaObject object) {
        out.ascii("PRAGMA writable_schema=ON;\n");
        update(out, object, () -> exact(out, object));
        out.ascii("PRAGMA writable_schema=OFF;\n");
    }

    /** Appends what lets a table take rows with NULL where its definition forbids it, from the next statement on. */
    static void relax(ByteSink out, SchemaObject table) {
        String definition = new String(RelaxedTable.of(table.sql().utf8()), StandardCharsets.UTF_8);
        out.ascii("PRAGMA writable_schema=ON;\n");
        update(out, table, () -> text(out, definition.replace('\r', ' ')));
        out.ascii("PRAGMA writable_schema=RESET;\n");
    }

    /** Appends what gives a relaxed table its own definition again. */
    static void restore(ByteSink out, SchemaObject table) {
        out.ascii("PRAGMA writable_schema=ON;\n");
        update(out, table, () -> exact(out, table));
        out.ascii("PRAGMA writable_schema=RESET;\n");
    }

    private static void update(ByteSink out, SchemaObject object, Runnable definition) {
        out.ascii("UPDATE sqlite_schema SET sql=");
        definition.run();
        out.ascii(" WHERE type='" + object.type().name().toLowerCase(Locale.ROOT) + "' AND name=");
        text(out, object.name());
        out.ascii(";\n");
    }

    /** Appends the statement of one of SQLite's own tables, whose name it refuses otherwise. */
    static void defineInternal(ByteSink out, SchemaObject table) {
        out.ascii("PRAGMA writable_schema=ON;\n");
        statement(out, table);
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
    static void defineVirtual(ByteSink out, SchemaObject table) {
        out.ascii("PRAGMA writable_schema=ON;\n");
        out.ascii("INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table',");
        text(out, table.name());
        out.put(',');
        text(out, table.name());
        out.ascii(",0,");
        exact(out, table);
        out.ascii(");\nPRAGMA writable_schema=OFF;\n");
    }

    /** Whether the statement alone restores the stored text: the shell drops a CR before LF, scripts are UTF-8. */
    static boolean isCarried(SchemaObject object) {
        byte[] sql = object.sql().utf8();
        return SqlEnding.of(sql) == SqlEnding.PLAIN && !hasCarriageReturn(sql) && Utf8.isValid(sql, 0, sql.length);
    }

    private static boolean hasCarriageReturn(byte[] sql) {
        for (byte b : sql) {
            if (b == '\r') {
                return true;
            }
        }
        return false;
    }

    private static void statement(ByteSink out, SchemaObject object) {
        byte[] sql = object.sql().utf8();
        Utf8.repair(out, sql, 0, sql.length);
        out.ascii(SqlEnding.of(sql).closing());
        out.ascii(";\n");
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

    private static void text(ByteSink out, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        SqlLiteral.text(out, utf8, 0, utf8.length);
    }
}
