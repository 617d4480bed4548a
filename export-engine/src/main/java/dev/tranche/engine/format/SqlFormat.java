package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.TableKind;
import dev.tranche.engine.sqlite.TableShape;
import dev.tranche.engine.sqlite.TextEncoding;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
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
    private final SchemaScript script;

    public SqlFormat(Database database, Schema schema, SqlScope scope) throws SQLException {
        this.database = database;
        this.schema = schema;
        this.scope = scope;
        this.encoding = database.encoding();
        this.values = new SqlValues(encoding);
        this.script = new SchemaScript(schema);
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
        if (scope.hasSchema()) {
            keepEncoding(out);
        } else {
            script.standIn(out, standing());
            triggers().forEach(trigger -> drop(out, trigger));
        }
    }

    /** Nothing else keeps a trigger from firing on the rows; it is there again at the end. */
    private void drop(ByteSink out, SchemaObject trigger) {
        String statement = "DROP TRIGGER IF EXISTS " + script.identifier(trigger.name()) + ";\n";
        out.put(statement.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public TableWriter table(TableShape table, int ordinal) {
        return new SqlTable(table, new SqlTable.Shared(schema, new SqlOpenings(script, scope), script, values));
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
            triggers().forEach(trigger -> script.define(out, trigger));
        }
        script.correct(out, standing());
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

    /** A file has no encoding until a statement made a table in it, which a row of the schema does not. */
    private void keepEncoding(ByteSink out) {
        if (encoding != TextEncoding.UTF_8 && included().allMatch(this::isInserted)) {
            out.ascii("CREATE TABLE t(x);\nDROP TABLE t;\n");
        }
    }

    private void definitions(ByteSink out, SchemaObject.Type type) {
        schema.objects().stream()
                .filter(o -> o.type() == type && o.hasSql() && scope.includes(o.table()))
                .forEach(o -> script.define(out, o));
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
        return !standing().isEmpty() || (scope.hasSchema() && included().anyMatch(o -> o.kind() == TableKind.VIRTUAL));
    }

    /** What goes by a stand-in, in the order of its statements; automatic indexes too, which are named for their table. */
    private List<SchemaObject> standing() {
        return schema.objects().stream()
                .filter(o -> scope.includes(o.table()) && isStanding(o))
                .sorted(Comparator.comparing(SchemaObject::type))
                .toList();
    }

    private boolean isInserted(SchemaObject object) {
        return object.kind() == TableKind.VIRTUAL && !scope.isMade(object);
    }

    private boolean isStanding(SchemaObject object) {
        boolean isLeftAlone =
                !scope.hasSchema() && schema.findTable(object.table()).isEmpty();
        return !isInserted(object) && !isLeftAlone && (!StandIns.isCarried(object) || isMadeByModule(object));
    }

    /** A module's own texts may be those of another version, or of another name. */
    private boolean isMadeByModule(SchemaObject object) {
        return object.kind() == TableKind.SHADOW
                && schema.tables(TableKind.VIRTUAL).stream()
                        .anyMatch(v -> scope.isMade(v) && object.name().startsWith(v.name() + "_"));
    }

    private Stream<SchemaObject> included() {
        return schema.objects().stream().filter(o -> o.hasSql() && scope.includes(o.table()));
    }
}
