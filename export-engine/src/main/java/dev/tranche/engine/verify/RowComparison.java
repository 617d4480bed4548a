package dev.tranche.engine.verify;

import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Row;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.verify.Difference.Where;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Compares the rows of a restored database with those of its source: rowids where they have names, storage classes and bytes. */
final class RowComparison {
    private static final String SEQUENCE = "sqlite_sequence";

    private final Source source;
    private final Restored restored;

    RowComparison(Source source, Restored restored) {
        this.source = source;
        this.restored = restored;
    }

    /** Those of each table that has rows of its own. */
    void tables(Predicate<SchemaObject> included) throws SQLException {
        for (SchemaObject object : source.schema().objects()) {
            if (included.test(object) && hasRows(object)) {
                SchemaObject other = restored.schema().findTable(object.name()).orElseThrow();
                source.compare(object.name(), mine -> rows(mine, restored.database(), other));
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

    /** The last keys given out: a row a table, so that both fit into memory. The rows of tables that were not asked for do not count. */
    void sequence(Predicate<String> counts) throws SQLException {
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
}
