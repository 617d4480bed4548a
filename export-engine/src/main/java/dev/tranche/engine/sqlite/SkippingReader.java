package dev.tranche.engine.sqlite;

import dev.tranche.model.job.Damage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a snapshot's table on behind what SQLite calls malformed: past a row whose content is damaged, past a page that is, by
 * {@link DamagedStretch}; where rows have no key to go on by, the rest of the table is lost. What it skips follows from the snapshot
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
    private Start start;
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
        this.start = after.<Start>map(Start.After::new).orElseGet(Start.Beginning::new);
        this.reader = new TableReader(database, shape, wanted, after);
    }

    @Override
    public boolean next() throws SQLException {
        while (true) {
            try {
                if (!reader.next()) {
                    return false;
                }
                start = new Start.After(reader.key());
                if (hasSkipped) {
                    // A script would let SQLite count on from the row before, which is not in it.
                    reader.row().rowidIsNext(false);
                    hasSkipped = false;
                }
                return true;
            } catch (SQLException e) {
                Malformed.require(e);
                if (!skip()) {
                    return false;
                }
            }
        }
    }

    /** Goes on behind the damage; false if nothing can be read there. */
    private boolean skip() throws SQLException {
        closeQuietly();
        boolean canGoOn = before + damage.size() < MOST_STRETCHES && DamagedStretch.canBePassed(shape.reading());
        Optional<Start> end = canGoOn ? stretch().end(start) : Optional.empty();
        add(new Damage(shown(start), end.map(this::shown).orElse(""), Malformed.WORDS));
        if (end.isEmpty()) {
            return false;
        }
        start = end.get();
        hasSkipped = true;
        reader = TableReader.at(database, shape, wanted, start);
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
            stretch = DamagedStretch.of(database, shape);
        }
        return stretch;
    }

    private String shown(Start place) {
        if (place instanceof Start.After after) {
            return shown(after.key());
        }
        return place instanceof Start.From from ? "before " + shown(from.key()) : "";
    }

    private String shown(Key key) {
        if (shape.reading() instanceof Reading.ByRowid) {
            return "rowid " + key.asLong();
        }
        return shape.reading() instanceof Reading.ByKey ? "key " + key.values() : "row " + key.asLong();
    }

    /** A statement that failed says so once more when it is closed. */
    private void closeQuietly() throws SQLException {
        try {
            reader.close();
        } catch (SQLException e) {
            Malformed.require(e);
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
        if (stretch != null) {
            stretch.close();
        }
        reader.close();
    }
}
