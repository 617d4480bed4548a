package dev.tranche.engine;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.encode.Crc32Combine;
import dev.tranche.engine.encode.RowTooLong;
import dev.tranche.engine.encode.TextLosses;
import dev.tranche.engine.format.BlockPlace;
import dev.tranche.engine.format.Format;
import dev.tranche.engine.format.Packing;
import dev.tranche.engine.format.TableWriter;
import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Key;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.ShapeReader;
import dev.tranche.engine.sqlite.SkippingReader;
import dev.tranche.engine.sqlite.TableReader;
import dev.tranche.engine.sqlite.TableRows;
import dev.tranche.engine.sqlite.TableShape;
import dev.tranche.model.job.Damage;
import dev.tranche.model.job.OnDamage;
import dev.tranche.model.job.TableSummary;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A document of text: its beginning, each table, its end. Keeps a table's query open between two blocks. */
final class TextBlocks implements Blocks {
    private final Database database;
    private final Schema schema;
    private final ExportPlan plan;
    private final Format format;
    private final Packing packing;
    private final Iterable<TableSummary> finished;
    private final ByteSink own;
    private ByteSink text;

    private @Nullable TableRows reader;
    private @Nullable TableWriter writer;
    private @Nullable Place expected;

    /** Closes the database with itself, from now on. */
    TextBlocks(Database database, ExportPlan plan, Iterable<TableSummary> finished) throws SQLException {
        this.database = database;
        database.refuseLongerThan(Memory.LARGEST_VALUE_BYTES);
        this.schema = Schema.read(database);
        this.plan = plan;
        this.format = Documents.format(database, schema, plan);
        this.packing = Documents.packing(plan);
        this.finished = finished;
        this.own = new ByteSink(plan.settings().blockBytes() + plan.settings().blockBytes() / 4);
        this.text = own;
    }

    @Override
    public boolean isEnd(Place place) {
        return place.section() == plan.tables().size() + 2;
    }

    @Override
    public Block write(Place place, ByteSink out) {
        own.clear();
        text = packing.text(own, out);
        int table = place.section() - 1;
        return table >= 0 && table < plan.tables().size()
                ? table(place, out, plan.tables().get(table).name())
                : frame(place, out);
    }

    /** The beginning or the end of the document. */
    private Block frame(Place place, ByteSink out) {
        try {
            if (place.section() == 0) {
                format.begin(text);
                packing.document(text, out);
            } else {
                format.end(text);
                packing.document(text, out);
                packing.end(finished, place.offset() + out.size(), out);
            }
            return new Block(place, sectionAfter(place, place.totals(), out.size()), Optional.empty());
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    private Block table(Place place, ByteSink out, String name) {
        try {
            return table(place, out);
        } catch (SQLException e) {
            throw Failures.of(e, name);
        } catch (RowTooLong e) {
            throw Failures.tooLong(e, name);
        } catch (OutOfMemoryError e) {
            throw Failures.outOfMemory(e, name);
        }
    }

    private Block table(Place place, ByteSink out) throws SQLException {
        // What is skipped follows from where the reading began, so that it must begin alike for every worker (I1).
        if (!place.equals(expected) || skipsDamage()) {
            open(place);
        }
        boolean first = place.after().isEmpty();
        var losses = new TextLosses();
        if (first) {
            writer().begin(text, losses);
        }
        Rows rows = rows(place.table().rows(), losses);
        if (rows.last) {
            writer().end(text);
        }
        TableSummary after = after(place.table(), rows);
        long bytes = packing.table(text, new BlockPlace(first, rows.last, place.table(), after), out);
        TableSummary done = new TableSummary(
                after.ordinal(),
                after.table(),
                after.rows(),
                after.firstByte(),
                after.bytes() + bytes,
                after.content(),
                after.damage());
        return rows.last ? lastOfTable(place, done, rows, out.size()) : oneOfTable(place, done, rows, out.size());
    }

    /** Fills the block: at least one row, if there is one. */
    private Rows rows(long before, TextLosses losses) throws SQLException {
        if (reader == null) {
            return new Rows(0, losses, List.of(), true);
        }
        TableWriter to = writer();
        long count = 0;
        do {
            if (!reader.next()) {
                return new Rows(count, losses, reader.takeDamage(), true);
            }
            to.row(reader.row(), before + count == 0, text, losses);
            count++;
        } while (text.size() < plan.settings().blockBytes());
        return new Rows(count, losses, reader.takeDamage(), false);
    }

    private void open(Place place) throws SQLException {
        close(reader);
        reader = null;
        PlannedTable planned = plan.tables().get(place.section() - 1);
        SchemaObject table = schema.findTable(planned.name())
                .orElseThrow(() -> new SQLException("no such table: " + planned.name()));
        boolean hasRows = planned.part().hasRows();
        TableShape shape = hasRows ? new ShapeReader(database).read(table) : ShapeReader.withoutRows(table);
        writer = format.table(shape, place.section() - 1);
        if (hasRows) {
            int stretches = place.table().damage().size();
            reader = skipsDamage()
                    ? new SkippingReader(database, shape, writer.columns(), place.after(), stretches)
                    : new TableReader(database, shape, writer.columns(), place.after());
        }
    }

    private boolean skipsDamage() {
        return plan.spec().options().onDamage() == OnDamage.SKIP;
    }

    private TableWriter writer() {
        if (writer == null) {
            throw new IllegalStateException("no table is open");
        }
        return writer;
    }

    private TableSummary after(TableSummary before, Rows rows) {
        var crc = new CRC32();
        crc.update(text.array(), 0, text.size());
        var content = new TableSummary.Content(
                before.content().bytes() + text.size(),
                Crc32Combine.combine(before.content().crc32(), crc.getValue(), text.size()));
        var damage = new ArrayList<>(before.damage());
        damage.addAll(rows.damage);
        return new TableSummary(
                before.ordinal(),
                before.table(),
                before.rows() + rows.count,
                before.firstByte(),
                before.bytes(),
                content,
                damage);
    }

    private Block oneOfTable(Place place, TableSummary done, Rows rows, int size) throws SQLException {
        Optional<Key> key = reader == null ? Optional.empty() : Optional.of(reader.key());
        Totals totals = place.totals().plus(counted(place, rows.count), 0, rows.losses);
        expected = new Place(place.section(), key, done, totals, place.offset() + size);
        return new Block(place, expected, Optional.empty());
    }

    private Block lastOfTable(Place place, TableSummary done, Rows rows, int size) throws SQLException {
        boolean counts = plan.tables().get(place.section() - 1).counts();
        Totals totals = place.totals().plus(counted(place, rows.count), counts ? 1 : 0, rows.losses);
        expected = null;
        close(reader);
        reader = null;
        Place next = sectionAfter(place, totals, size);
        return new Block(place, next, counts ? Optional.of(done) : Optional.empty());
    }

    private long counted(Place place, long rows) {
        return plan.tables().get(place.section() - 1).counts() ? rows : 0;
    }

    private Place sectionAfter(Place place, Totals totals, int size) {
        int section = place.section() + 1;
        long offset = place.offset() + size;
        boolean isTable = section <= plan.tables().size();
        String name = isTable ? plan.tables().get(section - 1).name() : "";
        return new Place(section, Optional.empty(), Place.empty(section - 1, name, offset), totals, offset);
    }

    @Override
    public void stopWhen(BooleanSupplier over) {
        try {
            database.stopWhen(over);
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    private static void close(@Nullable TableRows reader) throws SQLException {
        if (reader != null) {
            reader.close();
        }
    }

    @Override
    public void close() {
        try {
            close(reader);
        } catch (SQLException e) {
            // The connection is closed next, which ends the query too.
        }
        packing.close();
        try {
            database.close();
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    private record Rows(long count, TextLosses losses, List<Damage> damage, boolean last) {}
}
