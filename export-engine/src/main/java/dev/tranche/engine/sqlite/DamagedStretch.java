package dev.tranche.engine.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** Finds how far the damage goes that a scan of a snapshot's table by rowid met. One thread. */
final class DamagedStretch {
    private final Database database;
    private final String rowid;
    private final String from;
    private final TablePages pages;

    DamagedStretch(Database database, TableShape shape) throws SQLException {
        this.database = database;
        this.rowid = Identifiers.quote(((Reading.ByRowid) shape.reading()).name());
        this.from = " FROM main." + Identifiers.quote(shape.name()) + " NOT INDEXED";
        this.pages = new TablePages(database.file(), root(shape.name()), (int) database.number("PRAGMA page_size"));
    }

    private int root(String table) throws SQLException {
        try (PreparedStatement statement = database.connection()
                .prepareStatement("SELECT rootpage FROM main.sqlite_master WHERE type = 'table' AND name = ?")) {
            statement.setString(1, table);
            var row = statement.executeQuery();
            return row.next() ? row.getInt(1) : 0;
        }
    }

    /**
     * The last rowid that the stretch can hold: that of the row, if only its content is damaged, else the one before the next that can
     * be found in the page, else the page's last. Always more than {@code last}.
     *
     * @param last the rowid before the damage; empty at the table's start
     * @return empty if the damage goes to the table's end
     */
    Optional<Long> end(Optional<Long> last) throws SQLException {
        if (last.isPresent() && last.get() == Long.MAX_VALUE) {
            return Optional.empty();
        }
        long first = last.map(rowidBefore -> rowidBefore + 1).orElse(Long.MIN_VALUE);
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
            if (!Malformed.is(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
