package dev.tranche.engine.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** Damage in a table that is read by its rowid: the interior pages above it say which rowids it can have. One thread. */
final class RowidStretch implements DamagedStretch {
    private final Database database;
    private final String rowid;
    private final String from;
    private final TablePages pages;

    RowidStretch(Database database, TableShape shape) throws SQLException {
        this.database = database;
        this.rowid = Identifiers.quote(((Reading.ByRowid) shape.reading()).name());
        this.from = " FROM main." + Identifiers.quote(shape.name()) + " NOT INDEXED";
        this.pages = new TablePages(new PageFile(database), PageFile.root(database, shape.name()));
    }

    @Override
    public Optional<Start> end(Start start) throws SQLException {
        long before = start instanceof Start.After after ? after.key().asLong() : 0;
        if (before == Long.MAX_VALUE) {
            return Optional.empty();
        }
        long first = start instanceof Start.After ? before + 1 : Long.MIN_VALUE;
        return lastFrom(first).map(last -> new Start.After(Key.ofLong(last)));
    }

    /**
     * The last rowid that the stretch can hold: that of the row, if only its content is damaged, else the one before the next that can
     * be found in the page, else the page's last.
     */
    private Optional<Long> lastFrom(long first) throws SQLException {
        Optional<Long> damagedRow = findRowid(first);
        if (damagedRow.isPresent()) {
            return damagedRow;
        }
        Optional<Long> page = pages.findLastRowid(first);
        long most = page.orElse(Long.MAX_VALUE);
        for (long gap = 1; gap > 0 && gap <= most - first && most - first > 0; gap <<= 1) {
            Optional<Long> found = findRowid(first + gap);
            if (found.isPresent()) {
                return Optional.of(Math.min(most, found.get() - 1));
            }
        }
        return page;
    }

    /** The first rowid from here on, without reading the row's content; empty if there is none or it cannot be found. */
    private Optional<Long> findRowid(long first) throws SQLException {
        String sql = "SELECT " + rowid + from + " WHERE " + rowid + " >= ? ORDER BY " + rowid + " LIMIT 1";
        try (PreparedStatement statement = database.connection().prepareStatement(sql)) {
            statement.setLong(1, first);
            var row = statement.executeQuery();
            // In a page out of order the search may end at a row that is not asked for.
            return row.next() && row.getLong(1) >= first ? Optional.of(row.getLong(1)) : Optional.empty();
        } catch (SQLException e) {
            Malformed.require(e);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        // Each search closes what it opened.
    }
}
