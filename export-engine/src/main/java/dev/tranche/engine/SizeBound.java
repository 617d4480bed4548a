package dev.tranche.engine;

import dev.tranche.engine.sqlite.Column;
import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Identifiers;
import dev.tranche.engine.sqlite.Reading;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.ShapeReader;
import dev.tranche.engine.sqlite.TableShape;
import dev.tranche.model.job.SqlContent;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/**
 * More bytes than a document can have: six times the snapshot, and what each row repeats of names (P18). Found without
 * reading the rows, so it may be far too high, but never by more than names take; rows that an ALTER TABLE widened may
 * exceed it, which the part size's second chance covers.
 */
final class SizeBound {
    /** The largest growth of stored bytes: a control character as six characters in JSON. */
    private static final int LARGEST_GROWTH = 6;

    /** Keywords, brackets and commas around a row. */
    private static final int ROW_FRAME_BYTES = 32;

    /** The definition's keywords, brackets or a zip's records around a table, and the document's own. */
    private static final int TABLE_FRAME_BYTES = 1024;

    /** A row's place in its page, its length, its rowid and the length of its header. A column takes one byte more. */
    private static final int SMALLEST_ROW_BYTES = 4;

    private final Database database;
    private final Schema schema;
    private final ShapeReader shapes;

    SizeBound(Database database, Schema schema) {
        this.database = database;
        this.schema = schema;
        this.shapes = new ShapeReader(database);
    }

    long of(ExportSpec spec, List<PlannedTable> tables) throws SQLException {
        long stored = spec.options().sqlContent() == SqlContent.SCHEMA ? definitions() : database.bytes();
        double bound = (double) LARGEST_GROWTH * stored + TABLE_FRAME_BYTES * (tables.size() + 1.0);
        double unbounded = 0;
        for (PlannedTable table : tables) {
            if (!table.part().hasRows()) {
                continue;
            }
            TableShape shape = shape(table);
            double perStored = (double) repeated(spec, shape)
                    / (SMALLEST_ROW_BYTES + shape.columns().size());
            double byRowid = repeated(spec, shape) * rowidSpan(shape);
            if (byRowid < perStored * stored) {
                bound += byRowid;
            } else {
                unbounded = Math.max(unbounded, perStored * stored);
            }
        }
        return (long) (bound + unbounded);
    }

    private TableShape shape(PlannedTable table) {
        try {
            return shapes.read(schema.findTable(table.name()).orElseThrow());
        } catch (SQLException e) {
            throw Failures.of(e, table.name());
        }
    }

    /** The schema's texts, each with what stands around it: a whole script has them in a few pages of many. */
    private long definitions() {
        return schema.objects().stream()
                .mapToLong(o -> TABLE_FRAME_BYTES + o.sql().length() + length(o.name()))
                .sum();
    }

    /** How many rows the rowids have room for; no bound without rowids, or where damage is, which reading will name. */
    private double rowidSpan(TableShape shape) {
        if (!(shape.reading() instanceof Reading.ByRowid byRowid)) {
            return Double.POSITIVE_INFINITY;
        }
        String rowid = Identifiers.quote(byRowid.name());
        String from = " FROM main." + Identifiers.quote(shape.name());
        try {
            return 1.0
                    + database.number("SELECT max(" + rowid + ")" + from)
                    - database.number("SELECT min(" + rowid + ")" + from);
        } catch (SQLException e) {
            return Double.POSITIVE_INFINITY;
        }
    }

    /** The bytes in a row that do not come from its values. */
    private static long repeated(ExportSpec spec, TableShape shape) {
        long table = 2L * length(shape.name());
        long columns = shape.columns().size();
        for (Column column : shape.columns()) {
            columns += 2L * length(column.name()) + LARGEST_GROWTH;
        }
        return ROW_FRAME_BYTES
                + switch (spec.format()) {
                    case CSV ->
                        shape.columns().size()
                                * (1L + length(spec.options().csv().nullText()));
                    case JSON -> columns;
                    case NDJSON, SQL -> table + columns;
                    case SQLITE -> throw new IllegalArgumentException("a database's file is no text");
                };
    }

    private static int length(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
