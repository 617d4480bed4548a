package dev.tranche.engine.sqlite;

import dev.tranche.model.job.Damage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a snapshot's table on behind what SQLite calls malformed: past a row whose content is damaged, past a page that is, by
 * {@link DamagedStretch}; where rows have no rowid to go on by, the rest of the table is lost. What it skips follows from the snapshot
 * and the key that it began after, so that it is the same every time (I1); hence whoever resumes must open it anew at the same keys. One thread.
 */
public final class SkippingReader implements TableRows {
    /** With more stretches than this in a table the rest of it is given up, which bounds cursor and manifest. */
    private static final int MOST_STRETCHES = 1_000;

    private final Database database;
    private final TableShape shape;
    private final List<Column> wanted;
    private final List<Damage> damage = new ArrayList<>();
    private final int before;

    private TableReader reader;
    private Optional<Key> last;
    private @Nullable DamagedStretch stretch;
    private boolean hasSkipped;

    /**
     * Prepares to read.
     *
     * @param before how many stretches of the table were found before that key
     */
    public SkippingReader(Database database, TableShape shape, List<Column> wanted, Optional<Key> after, int before)
            throws SQLException {
        this.database = database;
        this.shape = shape;
        this.wanted = wanted;
        this.before = before;
        this.last = after;
        this.reader = new TableReader(database, shape, wanted, after);
    }

    @Override
    public boolean next() throws SQLException {
        while (true) {
            try {
                if (!reader.next()) {
                    return false;
                }
                last = Optional.of(reader.key());
                if (hasSkipped) {
                    // A script would let SQLite count on from the row before, which is not in it.
                    reader.row().rowidIsNext(false);
                    hasSkipped = false;
                }
                return true;
            } catch (SQLException e) {
                if (!Malformed.is(e)) {
                    throw e;
                }
                if (!skip()) {
                    return false;
                }
            }
        }
    }

    /** Goes on behind the damage; false if nothing can be read there. */
    private boolean skip() throws SQLException {
        closeQuietly();
        Optional<Long> end = before + damage.size() < MOST_STRETCHES && shape.reading() instanceof Reading.ByRowid
                ? stretch().end(last.map(Key::asLong))
                : Optional.empty();
        add(new Damage(shown(last), shown(end.map(Key::ofLong)), Malformed.WORDS));
        if (end.isEmpty()) {
            return false;
        }
        last = end.map(Key::ofLong);
        hasSkipped = true;
        reader = new TableReader(database, shape, wanted, last);
        return true;
    }

    /** Stretches side by side are one. */
    private void add(Damage found) {
        int previous = damage.size() - 1;
        if (previous >= 0 && damage.get(previous).upTo().equals(found.after())) {
            damage.set(previous, new Damage(damage.get(previous).after(), found.upTo(), found.words()));
        } else {
            damage.add(found);
        }
    }

    private DamagedStretch stretch() throws SQLException {
        if (stretch == null) {
            stretch = new DamagedStretch(database, shape);
        }
        return stretch;
    }

    private String shown(Optional<Key> key) {
        if (key.isEmpty()) {
            return "";
        }
        if (shape.reading() instanceof Reading.ByRowid) {
            return "rowid " + key.get().asLong();
        }
        return shape.reading() instanceof Reading.ByKey
                ? "key " + key.get().values()
                : "row " + key.get().asLong();
    }

    /** A statement that failed says so once more when it is closed. */
    private void closeQuietly() throws SQLException {
        try {
            reader.close();
        } catch (SQLException e) {
            if (!Malformed.is(e)) {
                throw e;
            }
        }
    }

    @Override
    public Row row() {
        return reader.row();
    }

    @Override
    public Key key() throws SQLException {
        return reader.key();
    }

    @Override
    public List<Damage> takeDamage() {
        List<Damage> found = List.copyOf(damage);
        damage.clear();
        return found;
    }

    @Override
    public void close() throws SQLException {
        reader.close();
    }
}
