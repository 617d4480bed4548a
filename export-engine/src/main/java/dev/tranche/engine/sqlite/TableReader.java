package dev.tranche.engine.sqlite;

import dev.tranche.model.job.Damage;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * Steps through the rows of one table in the order of its key, from the start or after a key (P17). One thread. Holds one
 * row of SQLite's at a time.
 */
public final class TableReader implements TableRows {
    private final Database database;
    private final Reading reading;
    private final TextEncoding encoding;
    private final int[] keyIndexes;
    private final Iterator<Select> selects;
    private long previous;
    private boolean isAfterAnother;

    private @Nullable PreparedStatement statement;
    private @Nullable ResultSet result;
    private @Nullable Row row;
    private long pointer;

    /**
     * Prepares to read; the first row comes with the first {@link #next()}.
     *
     * @param wanted the columns that {@link Row} gives, in its order; at least one
     */
    public TableReader(Database database, TableShape shape, List<Column> wanted, Optional<Key> after)
            throws SQLException {
        this.database = database;
        this.reading = shape.reading();
        this.encoding = database.encoding();
        this.keyIndexes = new ResultColumns(shape, wanted).keyIndexes();
        this.selects = Select.of(shape, wanted, after).iterator();
        this.isAfterAnother = after.isPresent();
        this.previous =
                reading instanceof Reading.ByKey ? 0 : after.map(Key::asLong).orElse(0L);
    }

    @Override
    public boolean next() throws SQLException {
        while (!step()) {
            if (!selects.hasNext()) {
                return false;
            }
            close();
            start(selects.next());
        }
        note(row());
        return true;
    }

    @Override
    public Row row() {
        if (row == null) {
            throw new IllegalStateException("the reader is on no row");
        }
        return row;
    }

    @Override
    public Key key() throws SQLException {
        return reading instanceof Reading.ByKey ? row().key() : Key.ofLong(previous);
    }

    /** None: what cannot be read is thrown. */
    @Override
    public List<Damage> takeDamage() {
        return List.of();
    }

    private boolean step() throws SQLException {
        if (statement == null) {
            return false;
        }
        DB db = database.connection().getDatabase();
        if (result == null) {
            result = statement.executeQuery();
            return result.next();
        }
        int code = db.step(pointer);
        if (code != Codes.SQLITE_ROW && code != Codes.SQLITE_DONE) {
            db.throwex(code);
        }
        return code == Codes.SQLITE_ROW;
    }

    private void start(Select select) throws SQLException {
        statement = select.prepare(database);
        pointer = ((CoreStatement) statement).pointer.safeRunLong((db, address) -> address);
        row = new Row(database.connection().getDatabase(), pointer, keyIndexes, encoding);
    }

    private void note(Row current) throws SQLException {
        if (reading instanceof Reading.ByRowid) {
            long rowid = current.rowid();
            if (isAfterAnother && rowid <= previous) {
                // Nobody who goes on after this row would ever come to the end.
                throw Malformed.found();
            }
            isAfterAnother = true;
            current.rowidIsNext(previous >= 0 && rowid == previous + 1);
            previous = rowid;
        } else {
            previous++;
        }
    }

    @Override
    public void close() throws SQLException {
        if (statement != null) {
            statement.close();
        }
        statement = null;
        result = null;
        row = null;
    }
}
