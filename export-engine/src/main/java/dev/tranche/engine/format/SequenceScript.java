package dev.tranche.engine.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.format.SqlScanner.Token;
import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Row;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.ShapeReader;
import dev.tranche.engine.sqlite.TableKind;
import dev.tranche.engine.sqlite.TableReader;
import dev.tranche.engine.sqlite.TableShape;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes {@code sqlite_sequence}, after the rows whose inserts fill it otherwise. One thread. */
final class SequenceScript {
    private static final String SEQUENCE = "sqlite_sequence";

    private final Database database;
    private final Schema schema;
    private final SqlScope scope;
    private final SqlValues values;

    SequenceScript(Database database, Schema schema, SqlScope scope, SqlValues values) {
        this.database = database;
        this.schema = schema;
        this.scope = scope;
        this.values = values;
    }

    /** The table is there as soon as an AUTOINCREMENT table was; its rows are what the inserts did not make. */
    void write(ByteSink out) throws SQLException {
        Optional<SchemaObject> table = schema.findTable(SEQUENCE);
        if (table.isEmpty()) {
            return;
        }
        if (scope.isWhole()) {
            out.ascii("""
                    PRAGMA writable_schema=ON;
                    CREATE TABLE IF NOT EXISTS sqlite_sequence(name,seq);
                    PRAGMA writable_schema=OFF;
                    """);
        }
        if (scope.hasRows()) {
            rows(table.get(), out);
        }
    }

    private void rows(SchemaObject table, ByteSink out) throws SQLException {
        if (scope.isWhole()) {
            out.ascii("DELETE FROM sqlite_sequence;\n");
            inserts(table, out);
        } else if (counting().findAny().isPresent()) {
            counting().forEach(own -> delete(own, out));
            inserts(table, out);
        }
    }

    /** The tables of which SQLite itself keeps a row, so that it makes the table of these. */
    private Stream<SchemaObject> counting() {
        return schema.tables(TableKind.ORDINARY).stream().filter(o -> scope.includes(o.name()) && isCounting(o));
    }

    private static boolean isCounting(SchemaObject table) {
        var scanner = new SqlScanner(table.sql().utf8());
        while (scanner.nextSignificant() != Token.END) {
            if (scanner.is("AUTOINCREMENT")) {
                return true;
            }
        }
        return false;
    }

    /** Rows of some tables may go into a database that has others. */
    private static void delete(SchemaObject table, ByteSink out) {
        out.ascii("DELETE FROM sqlite_sequence WHERE name=");
        SchemaScript.text(out, table.name());
        out.ascii(";\n");
    }

    private void inserts(SchemaObject table, ByteSink out) throws SQLException {
        TableShape shape = new ShapeReader(database).read(table);
        try (var reader = new TableReader(database, shape, shape.columns(), Optional.empty())) {
            while (reader.next()) {
                Row row = reader.row();
                if (scope.includes(new String(row.text(0), UTF_8))) {
                    boolean needsRowid = scope.isWhole() && !row.rowidIsNext();
                    out.ascii("INSERT INTO sqlite_sequence");
                    out.ascii(needsRowid ? "(rowid,name,seq) VALUES(" + row.rowid() + "," : " VALUES(");
                    values.list(row, new boolean[shape.columns().size()], out);
                    out.ascii(");\n");
                }
            }
        }
    }
}
