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

    /** The key that was given last, of this row or another. */
    private Optional<Key> before;

    private boolean isAfterAnother;

    private @Nullable PreparedStatement statement;
    private @Nullable ResultSet result;
    private @Nullable Row row;
    private @Nullable KeyOrder order;

    /** That of the row that it stands on, if it was asked for. */
    private @Nullable Key key;

    private long pointer;

    /**
     * Prepares to read; the first row comes with the first {@link #next()}.
     *
     * @param wanted the columns that {@link Row} gives, in its order; at least one
     */
    public TableReader(Database database, TableShape shape, List<Column> wanted, Optional<Key> after)
            throws SQLException {
        this(database, shape, wanted, after, Select.of(shape, wanted, after));
    }

    private TableReader(
            Database database, TableShape shape, List<Column> wanted, Optional<Key> after, List<Select> selects)
            throws SQLException {
        this.database = database;
        this.reading = shape.reading();
        this.encoding = database.encoding();
        this.keyIndexes = new ResultColumns(shape, wanted).keyIndexes();
        this.selects = selects.iterator();
        this.isAfterAnother = after.isPresent();
        this.previous =
                reading instanceof Reading.ByKey ? 0 : after.map(Key::asLong).orElse(0L);
        this.before = after;
    }

    /** As above; with a row itself only in a table that is read by its key. */
    static TableReader at(Database database, TableShape shape, List<Column> wanted, Start start) throws SQLException {
        if (start instanceof Start.From from) {
            return new TableReader(database, shape, wanted, Optional.empty(), Select.from(shape, wanted, from.key()));
        }
        Optional<Key> after = start instanceof Start.After key ? Optional.of(key.key()) : Optional.empty();
        return new TableReader(database, shape, wanted, after);
    }

    /** From the row of this key, or the last one, down to the first, in a table that is read by its key. */
    static TableReader backwards(Database database, TableShape shape, List<Column> wanted, Optional<Key> last)
            throws SQLException {
        List<Select> selects = Select.backwards(shape, wanted, last);
        return new TableReader(database, shape.reversed(), wanted, Optional.empty(), selects);
    }

    @Override
    public boolean next() throws SQLException {
        key = null;
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

    /** Nobody who goes on after a key that is not behind the last one would ever come to the end, so that this is damage. */
    @Override
    public Key key() throws SQLException {
        if (!(reading instanceof Reading.ByKey byKey)) {
            return Key.ofLong(previous);
        }
        if (key == null) {
            Key found = row().key();
            if (before.isPresent() && !order(byKey).isAfter(found, before.get())) {
                throw Malformed.found();
            }
            before = Optional.of(found);
            key = found;
        }
        return key;
    }

    private KeyOrder order(Reading.ByKey byKey) {
        if (order == null) {
            order = new KeyOrder(database, byKey);
        }
        return order;
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
        if (order != null) {
            order.close();
        }
        if (statement != null) {
            statement.close();
        }
        statement = null;
        result = null;
        row = null;
    }
}
