package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.sqlite.TableShape;
import java.sql.SQLException;

/**
 * Writes a document as text: a beginning, each table, an end. A format keeps nothing between two calls that changes what
 * it writes, so that a document can be written from any block on.
 */
public sealed interface Format permits CsvFormat, JsonFormat, NdjsonFormat, SqlFormat {
    /** Appends what stands before the first table. */
    void begin(ByteSink out) throws SQLException;

    /**
     * How one table is written.
     *
     * @param ordinal the table's place in the document, from 0
     */
    TableWriter table(TableShape table, int ordinal);

    /** Appends what stands after the last table. */
    void end(ByteSink out) throws SQLException;
}
