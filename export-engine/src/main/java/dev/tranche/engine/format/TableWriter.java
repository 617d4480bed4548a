package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.encode.TextLosses;
import dev.tranche.engine.sqlite.Column;
import dev.tranche.engine.sqlite.Row;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes one table of a document. Precomputes what does not change from row to row; what it appends for a row follows from
 * the arguments alone, since blocks are written again by other workers (I1, P16).
 */
public interface TableWriter {
    /** The columns that {@link Row} must give to {@link #row}, in this order. */
    List<Column> columns();

    /**
     * Appends what stands before the first row, also if there is none.
     *
     * @param losses as in {@link #row}, for the names of the columns
     */
    void begin(ByteSink out, TextLosses losses);

    /**
     * Appends a row.
     *
     * @param first whether it is the first of its table
     * @param losses is told of the texts that the format cannot carry as they are
     */
    void row(Row row, boolean first, ByteSink out, TextLosses losses) throws SQLException;

    /** Appends what stands after the last row. */
    void end(ByteSink out);
}
