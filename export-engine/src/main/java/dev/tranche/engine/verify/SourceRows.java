package dev.tranche.engine.verify;

import dev.tranche.engine.format.UniqueNames;
import dev.tranche.engine.sqlite.Column;
import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Reading;
import dev.tranche.engine.sqlite.Row;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.ShapeReader;
import dev.tranche.engine.sqlite.TableReader;
import dev.tranche.engine.sqlite.TableShape;
import dev.tranche.engine.verify.Difference.Where;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of one table in the order of exports, one at a time. One thread. */
final class SourceRows implements AutoCloseable {
    private final TableShape shape;
    private final List<String> names;
    private final TableReader reader;
    private long count;
    private boolean ended;

    SourceRows(Database database, SchemaObject table) throws SQLException {
        this.shape = new ShapeReader(database).read(table);
        this.names = UniqueNames.of(columns());
        this.reader = new TableReader(database, shape, shape.columns(), Optional.empty());
    }

    /** Moves to the next row, or says that there is none. */
    boolean next() throws SQLException {
        ended = !reader.next();
        count += ended ? 0 : 1;
        return !ended;
    }

    Row row() {
        return reader.row();
    }

    /** The rows so far. */
    long count() {
        return count;
    }

    String table() {
        return shape.name();
    }

    /** The columns by the names that the database gives them. */
    List<String> columns() {
        return shape.columns().stream().map(Column::name).toList();
    }

    /** The columns by names of which no two are the same, as readers of JSON and CSV need them. */
    List<String> names() {
        return names;
    }

    /** Whether rows have a rowid that can be asked for. */
    boolean hasRowid() {
        return shape.reading() instanceof Reading.ByRowid;
    }

    /** The difference of a value in this row. */
    Mismatch mismatch(int column, String found) throws SQLException {
        return new Mismatch(where().at(names.get(column)), Shown.value(row(), column), found);
    }

    /** The difference of this row as a whole. */
    Mismatch mismatch(String expected, String found) throws SQLException {
        return new Mismatch(where(), expected, found);
    }

    /** There is this row, and the export goes on without it. */
    Mismatch missing(String found) throws SQLException {
        return mismatch("this row", found);
    }

    /** The database has no more rows, but the export has. */
    Mismatch oneMore() {
        return new Mismatch(
                Where.ofTable(shape.name()), "no row after the " + count + " of the database", "one more row");
    }

    /** The row that the comparison has reached. */
    Where where() throws SQLException {
        var table = Where.ofTable(shape.name());
        return count == 0 || ended ? table : new Where(table.object(), key(), "");
    }

    private String key() throws SQLException {
        if (shape.reading() instanceof Reading.ByRowid) {
            return "rowid " + row().rowid();
        }
        if (shape.reading() instanceof Reading.ByKey byKey) {
            List<String> columns = columns();
            var values = new ArrayList<String>();
            for (Reading.ByKey.Part part : byKey.parts()) {
                values.add(Shown.value(row(), columns.indexOf(part.column())));
            }
            return values.stream().collect(Collectors.joining(", ", "key (", ")"));
        }
        return "row " + count;
    }

    @Override
    public void close() throws SQLException {
        reader.close();
    }
}
