package dev.tranche.engine.sqlite;

import java.sql.SQLException;
import java.util.Optional;

/** Finds how far the damage goes that a scan of a snapshot's table met. One thread. */
sealed interface DamagedStretch extends AutoCloseable permits KeyStretch, RowidStretch {
    /** Whether rows of this table can be found again behind a stretch that cannot be read. */
    static boolean canBePassed(Reading reading) {
        return reading instanceof Reading.ByRowid || reading instanceof Reading.ByKey;
    }

    /** For a table of which that is true. */
    static DamagedStretch of(Database database, TableShape shape) throws SQLException {
        return shape.reading() instanceof Reading.ByKey byKey
                ? new KeyStretch(database, shape, byKey)
                : new RowidStretch(database, shape);
    }

    /**
     * Where reading may go on.
     *
     * @param start where nothing could be read
     * @return always further on in the table's order than {@code start}; empty if the damage goes to the table's end
     */
    Optional<Start> end(Start start) throws SQLException;

    @Override
    void close() throws SQLException;
}
