package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Row;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.ShapeReader;
import dev.tranche.engine.sqlite.TableKind;
import dev.tranche.engine.sqlite.TableReader;
import dev.tranche.engine.sqlite.TableShape;
import dev.tranche.engine.sqlite.TextEncoding;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A script that restores the database into an empty one with the same schema, rows, types and bytes (C50), on SQLite 3.35
 * and later and through the sqlite3 shell. It follows the shell's {@code .dump}, and parts from it where that loses
 * something; {@code docs/decisions} says where.
 */
public final class SqlFormat implements Format {
    private static final String SEQUENCE = "sqlite_sequence";

    private final Database database;
    private final Schema schema;
    private final Predicate<String> includes;
    private final boolean isWhole;
    private final TextEncoding encoding;
    private final SqlValues values;

    /**
     * @param tables the tables that are written with their indexes, triggers and sequence rows; empty for the whole database
     *     with its views
     */
    public SqlFormat(Database database, Schema schema, List<String> tables) throws SQLException {
        this.database = database;
        this.schema = schema;
        this.isWhole = tables.isEmpty();
        this.includes = isWhole ? name -> true : Set.copyOf(tables)::contains;
        this.encoding = database.encoding();
        this.values = new SqlValues(encoding);
    }

    /** What must be set before anything exists comes first; it has no effect inside a transaction. */
    @Override
    public void begin(ByteSink out) throws SQLException {
        if (encoding != TextEncoding.UTF_8) {
            out.ascii("PRAGMA encoding='" + encoding.pragmaName() + "';\n");
        }
        number(out, "auto_vacuum");
        out.ascii("PRAGMA foreign_keys=OFF;\n");
        if (hasChecks()) {
            out.ascii("PRAGMA ignore_check_constraints=ON;\n");
        }
        out.ascii("BEGIN TRANSACTION;\n");
    }

    @Override
    public TableWriter table(TableShape table, int ordinal) {
        return new SqlTable(schema.findTable(table.name()).orElseThrow(), table, values);
    }

    /** Views before triggers, since these may be on views; both after the rows, which must not fire them. */
    @Override
    public void end(ByteSink out) throws SQLException {
        sequence(out);
        definitions(out, SchemaObject.Type.INDEX);
        if (isWhole) {
            definitions(out, SchemaObject.Type.VIEW);
        }
        definitions(out, SchemaObject.Type.TRIGGER);
        number(out, "user_version");
        number(out, "application_id");
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

    /** The table is there as soon as an AUTOINCREMENT table was; its rows are what the inserts did not make. */
    private void sequence(ByteSink out) throws SQLException {
        Optional<SchemaObject> table = schema.findTable(SEQUENCE);
        if (table.isEmpty()) {
            return;
        }
        var rows = new ByteSink(1024);
        sequenceRows(table.get(), rows);
        if (isWhole) {
            out.ascii("""
                    PRAGMA writable_schema=ON;
                    CREATE TABLE IF NOT EXISTS sqlite_sequence(name,seq);
                    PRAGMA writable_schema=OFF;
                    """);
        }
        if (isWhole || rows.size() > 0) {
            out.ascii("DELETE FROM sqlite_sequence;\n");
            out.put(rows.array(), 0, rows.size());
        }
    }

    private void sequenceRows(SchemaObject table, ByteSink out) throws SQLException {
        TableShape shape = new ShapeReader(database).read(table);
        try (var reader = new TableReader(database, shape, shape.columns(), Optional.empty())) {
            while (reader.next()) {
                Row row = reader.row();
                if (includes.test(new String(row.text(0), StandardCharsets.UTF_8))) {
                    out.ascii("INSERT INTO sqlite_sequence VALUES(");
                    values.list(row, new boolean[shape.columns().size()], out);
                    out.ascii(");\n");
                }
            }
        }
    }

    private void definitions(ByteSink out, SchemaObject.Type type) {
        schema.objects().stream()
                .filter(o -> o.type() == type && o.hasSql() && includes.test(o.table()))
                .forEach(o -> SchemaScript.define(out, o));
    }

    /** Rows may violate a CHECK that was added after them, or through {@code ignore_check_constraints}. */
    private boolean hasChecks() {
        return written()
                .anyMatch(o -> o.type() == SchemaObject.Type.TABLE
                        && new String(o.sql().utf8(), StandardCharsets.UTF_8)
                                .toUpperCase(Locale.ROOT)
                                .contains("CHECK"));
    }

    /** Whether the connection that ran the script must read the schema anew to know all of it. */
    private boolean writesSchema() {
        return written().anyMatch(o -> o.kind() == TableKind.VIRTUAL || !SchemaScript.isCarried(o));
    }

    private Stream<SchemaObject> written() {
        return schema.objects().stream().filter(o -> o.hasSql() && includes.test(o.table()));
    }
}
