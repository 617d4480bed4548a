package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Identifiers;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.TableKind;
import dev.tranche.engine.sqlite.TableShape;
import dev.tranche.engine.sqlite.TextEncoding;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A script that restores the database into an empty one with the same schema, rows, types and bytes (C50), on SQLite 3.35
 * and later and through the sqlite3 shell. It follows the shell's {@code .dump}, and parts from it where that loses
 * something; {@code docs/decisions} says where.
 */
public final class SqlFormat implements Format {
    private final Database database;
    private final Schema schema;
    private final SqlScope scope;
    private final TextEncoding encoding;
    private final SqlValues values;

    public SqlFormat(Database database, Schema schema, SqlScope scope) throws SQLException {
        this.database = database;
        this.schema = schema;
        this.scope = scope;
        this.encoding = database.encoding();
        this.values = new SqlValues(encoding);
    }

    /** What must be set before anything exists comes first; it has no effect inside a transaction. */
    @Override
    public void begin(ByteSink out) throws SQLException {
        if (encoding != TextEncoding.UTF_8) {
            out.ascii("PRAGMA encoding='" + encoding.pragmaName() + "';\n");
        }
        if (scope.hasSchema()) {
            number(out, "auto_vacuum");
        }
        out.ascii("PRAGMA foreign_keys=OFF;\n");
        if (hasChecks()) {
            out.ascii("PRAGMA ignore_check_constraints=ON;\n");
        }
        out.ascii("BEGIN TRANSACTION;\n");
        if (!scope.hasSchema()) {
            triggers().forEach(trigger -> drop(out, trigger));
        }
    }

    /** Nothing else keeps a trigger from firing on the rows; it is there again at the end. */
    private static void drop(ByteSink out, SchemaObject trigger) {
        String statement = "DROP TRIGGER IF EXISTS " + Identifiers.quote(trigger.name()) + ";\n";
        out.put(statement.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public TableWriter table(TableShape table, int ordinal) {
        var openings = new SqlOpenings(schema, scope);
        return new SqlTable(schema.findTable(table.name()).orElseThrow(), table, openings, values);
    }

    /** Views before triggers, since these may be on views; both after the rows, which must not fire them. */
    @Override
    public void end(ByteSink out) throws SQLException {
        new SequenceScript(database, schema, scope, values).write(out);
        if (scope.hasSchema()) {
            definitions(out, SchemaObject.Type.INDEX);
            if (scope.isWhole()) {
                definitions(out, SchemaObject.Type.VIEW);
            }
            definitions(out, SchemaObject.Type.TRIGGER);
            number(out, "user_version");
            number(out, "application_id");
        } else {
            triggers().forEach(trigger -> SchemaScript.define(out, trigger));
        }
        out.ascii("COMMIT;\n");
        if (hasChecks()) {
            out.ascii("PRAGMA ignore_check_constraints=OFF;\n");
        }
        if (writesSchema()) {
            out.ascii("PRAGMA writable_schema=RESET;\n");
        }
    }

    private void number(ByteSink out, String pragma) throws SQLException {
        long value = database.number("PRAGMA " + pragma);
        if (value != 0) {
            out.ascii("PRAGMA " + pragma + "=" + value + ";\n");
        }
    }

    private void definitions(ByteSink out, SchemaObject.Type type) {
        schema.objects().stream()
                .filter(o -> o.type() == type && o.hasSql() && scope.includes(o.table()))
                .forEach(o -> SchemaScript.define(out, o));
    }

    /** Those that rows could fire: of tables, not of views. */
    private Stream<SchemaObject> triggers() {
        return schema.objects().stream()
                .filter(o -> o.type() == SchemaObject.Type.TRIGGER && scope.includes(o.table()))
                .filter(o -> schema.findTable(o.table()).isPresent());
    }

    /** Rows may violate a CHECK that was added after them, or through {@code ignore_check_constraints}. */
    private boolean hasChecks() {
        return scope.hasRows()
                && included()
                        .anyMatch(o -> o.type() == SchemaObject.Type.TABLE
                                && new String(o.sql().utf8(), StandardCharsets.UTF_8)
                                        .toUpperCase(Locale.ROOT)
                                        .contains("CHECK"));
    }

    /** Whether the connection that ran the script must read the schema anew to know all of it. */
    private boolean writesSchema() {
        Stream<SchemaObject> written = scope.hasSchema() ? included() : triggers();
        return written.anyMatch(o -> o.kind() == TableKind.VIRTUAL || !SchemaScript.isCarried(o));
    }

    private Stream<SchemaObject> included() {
        return schema.objects().stream().filter(o -> o.hasSql() && scope.includes(o.table()));
    }
}
