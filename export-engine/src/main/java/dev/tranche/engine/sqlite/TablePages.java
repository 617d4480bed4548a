package dev.tranche.engine.sqlite;

import java.sql.SQLException;
import java.util.Optional;

/** The interior pages of a table's b-tree: they say which rowids a page below them can hold, even if that one is damaged. */
final class TablePages {
    /** SQLite's own limit of a b-tree's depth. Source: BTCURSOR_MAX_DEPTH */
    static final int MOST_LEVELS = 20;

    private final PageFile pages;
    private final long root;

    TablePages(PageFile pages, long root) {
        this.pages = pages;
        this.root = root;
    }

    /**
     * The last rowid that can be in the page where this one would be, or in the tree below it if that is where the damage is; not less
     * than {@code rowid}.
     *
     * @return empty if it is the table's last page
     */
    Optional<Long> findLastRowid(long rowid) throws SQLException {
        Optional<Long> bound = Optional.empty();
        long number = root;
        for (int level = 0; level < MOST_LEVELS; level++) {
            Optional<InteriorPage> found = pages.findInterior(number, InteriorPage.OF_TABLE);
            if (found.isEmpty()) {
                return bound;
            }
            InteriorPage page = found.get();
            int cell = findCell(page, rowid);
            if (cell < page.cells()) {
                bound = Optional.of(rowid(page, cell));
            }
            number = page.child(cell);
        }
        return bound;
    }

    /** The first cell whose subtree can hold the rowid; their number if none but the last child can. */
    private static int findCell(InteriorPage page, long rowid) {
        int cell = 0;
        while (cell < page.cells() && rowid(page, cell) < rowid) {
            cell++;
        }
        return cell;
    }

    private static long rowid(InteriorPage page, int cell) {
        return Varint.at(page.bytes(), page.content(cell)).value();
    }
}
