package dev.tranche.engine.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Damage in a table WITHOUT ROWID: the interior pages above it have the key of the next row that is not below the same page, and from
 * there SQLite reads backwards as far as it can. One thread.
 */
final class KeyStretch implements DamagedStretch {
    private final Database database;
    private final TableShape shape;

    /** What is read of a row to find it: nothing behind its key, which may be damaged. */
    private final List<Column> leastColumns;

    private final KeyOrder order;
    private final IndexPages pages;

    KeyStretch(Database database, TableShape shape, Reading.ByKey reading) throws SQLException {
        this.database = database;
        this.shape = shape;
        this.leastColumns = shape.columns().stream()
                .filter(column -> column.name().equals(reading.parts().get(0).column()))
                .toList();
        this.order = new KeyOrder(database, reading);
        this.pages = new IndexPages(new PageFile(database), PageFile.root(database, shape.name()), order);
    }

    @Override
    public Optional<Start> end(Start start) throws SQLException {
        Optional<Key> damagedRow = findFirst(start);
        if (damagedRow.isPresent()) {
            return Optional.of(new Start.After(damagedRow.get()));
        }
        if (start instanceof Start.From from) {
            return Optional.of(new Start.After(from.key()));
        }
        Optional<Key> after = start instanceof Start.After before ? Optional.of(before.key()) : Optional.empty();
        Optional<Key> next = pages.findNext(after);
        return findBetween(after, next).or(() -> next).map(Start.From::new);
    }

    /** The key of the first row from here on; empty if there is none or it cannot be found. */
    private Optional<Key> findFirst(Start start) throws SQLException {
        try (var reader = TableReader.at(database, shape, leastColumns, start)) {
            if (!reader.next()) {
                return Optional.empty();
            }
            Key found = reader.row().key();
            // In a page out of order the search may end at a row that is not asked for.
            return isAt(start, found) ? Optional.of(found) : Optional.empty();
        } catch (SQLException e) {
            Malformed.require(e);
            return Optional.empty();
        }
    }

    private boolean isAt(Start start, Key found) throws SQLException {
        if (start instanceof Start.After after) {
            return order.isAfter(found, after.key());
        }
        return !(start instanceof Start.From from) || !order.isAfter(from.key(), found);
    }

    /** The first of the rows between two keys that can be read backwards from the second, and found again. */
    private Optional<Key> findBetween(Optional<Key> after, Optional<Key> end) throws SQLException {
        Optional<Key> found = Optional.empty();
        try (var reader = TableReader.backwards(database, shape, leastColumns, end)) {
            while (reader.next()) {
                Key key = reader.key();
                if (end.isPresent() && !order.isAfter(end.get(), key)) {
                    continue;
                }
                boolean isBehind = after.isEmpty() || order.isAfter(key, after.get());
                if (!isBehind || findFirst(new Start.From(key)).isEmpty()) {
                    return found;
                }
                found = Optional.of(key);
            }
            return found;
        } catch (SQLException e) {
            Malformed.require(e);
            return found;
        }
    }

    @Override
    public void close() throws SQLException {
        order.close();
    }
}
