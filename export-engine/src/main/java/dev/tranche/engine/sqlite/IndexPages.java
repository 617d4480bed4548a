package dev.tranche.engine.sqlite;

import java.sql.SQLException;
import java.util.Optional;

/**
 * The interior pages of the b-tree of a table WITHOUT ROWID: their cells are rows, and say between which keys a page below them is, even if
 * that one is damaged. Trusts nothing that it reads. One thread.
 */
final class IndexPages {
    private final PageFile pages;
    private final long root;
    private final KeyOrder order;

    IndexPages(PageFile pages, long root, KeyOrder order) {
        this.pages = pages;
        this.root = root;
        this.order = order;
    }

    /**
     * The key of the first row behind the page where the row after {@code after} would be, or behind the tree below it if that is where the
     * damage is.
     *
     * @param after empty for the table's first row
     * @return always after {@code after}; empty if it is the table's last page
     */
    Optional<Key> findNext(Optional<Key> after) throws SQLException {
        Optional<Key> next = Optional.empty();
        long number = root;
        for (int level = 0; level < TablePages.MOST_LEVELS; level++) {
            Optional<InteriorPage> page = pages.findInterior(number, InteriorPage.OF_INDEX);
            if (page.isEmpty()) {
                return next;
            }
            Division division = divide(page.get(), after);
            if (isNearer(division.next, next)) {
                next = division.next;
            }
            if (!division.isSharp) {
                return next;
            }
            number = page.get().child(division.cell);
        }
        return next;
    }

    /** Whether the one key is before the other, where no key is behind all others. */
    private boolean isNearer(Optional<Key> one, Optional<Key> other) throws SQLException {
        return one.isPresent() && (other.isEmpty() || order.isAfter(other.get(), one.get()));
    }

    private Division divide(InteriorPage page, Optional<Key> after) throws SQLException {
        boolean isSharp = true;
        int cells = page.cells();
        for (int cell = 0; cell < cells; cell++) {
            Optional<Key> key = key(page, cell);
            if (key.isPresent() && (after.isEmpty() || order.isAfter(key.get(), after.get()))) {
                return new Division(cell, key, isSharp);
            }
            isSharp = key.isPresent();
        }
        return new Division(cells, Optional.empty(), isSharp);
    }

    private Optional<Key> key(InteriorPage page, int cell) throws SQLException {
        Optional<CellPayload> payload = CellPayload.of(pages, page, cell);
        return payload.isPresent() ? RecordKey.read(payload.get(), order.parts()) : Optional.empty();
    }

    /**
     * Where in a page a key would be.
     *
     * @param cell whose child it is in; the number of cells for the last child
     * @param next the key of that cell
     * @param isSharp whether no cell before has a key that cannot be read, and may be the one
     */
    private record Division(int cell, Optional<Key> next, boolean isSharp) {}
}
