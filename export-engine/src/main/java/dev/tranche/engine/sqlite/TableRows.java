package dev.tranche.engine.sqlite;

import dev.tranche.model.job.Damage;
import java.sql.SQLException;
import java.util.List;

/** Steps through the rows of one table in the order of its key (P17). One thread. */
public sealed interface TableRows extends AutoCloseable permits SkippingReader, TableReader {
    /**
     * Moves to the next row.
     *
     * @return false if there is none; it must not be asked again then
     */
    boolean next() throws SQLException;

    /** The row that it stands on; the same object until the table's query changes. */
    Row row();

    /** The key of the row that it stands on. */
    Key key() throws SQLException;

    /** What could not be read since the last call, in key order. */
    List<Damage> takeDamage();

    @Override
    void close() throws SQLException;
}
