package dev.tranche.engine.format;

import dev.tranche.engine.encode.BlockDeflater;
import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.encode.ZipEntryRow;
import dev.tranche.engine.encode.ZipRecords;
import dev.tranche.model.job.TableSummary;
import java.time.Instant;

/** A zip file with an entry for each table, named {@link ZipEntryName}; written front to back (C21). One thread. */
public final class ZipPacking implements Packing {
    private final Instant time;
    private final BlockDeflater deflater = new BlockDeflater();

    /** Entries carry this time. */
    public ZipPacking(Instant time) {
        this.time = time;
    }

    @Override
    public ByteSink text(ByteSink own, ByteSink out) {
        return own;
    }

    @Override
    public long table(ByteSink text, BlockPlace place, ByteSink out) {
        if (place.first()) {
            ZipRecords.localHeader(out, ZipEntryName.of(place.before()), time);
        }
        int start = out.size();
        if (text.size() > 0) {
            deflater.block(out, text.array(), 0, text.size());
        }
        if (place.last()) {
            BlockDeflater.end(out);
        }
        int count = out.size() - start;
        if (place.last()) {
            ZipRecords.dataDescriptor(out, entry(place.after(), place.after().bytes() + count));
        }
        return count;
    }

    @Override
    public void document(ByteSink text, ByteSink out) {
        if (text.size() > 0) {
            throw new IllegalStateException("a zip file has no text outside its entries");
        }
    }

    @Override
    public void end(Iterable<TableSummary> finished, long offset, ByteSink out) {
        int start = out.size();
        long entries = 0;
        for (TableSummary table : finished) {
            ZipRecords.directoryEntry(out, entry(table, table.bytes()), time);
            entries++;
        }
        ZipRecords.directoryEnd(out, entries, offset, out.size() - start);
    }

    @Override
    public void close() {
        deflater.close();
    }

    private static ZipEntryRow entry(TableSummary table, long compressedBytes) {
        return new ZipEntryRow(
                ZipEntryName.of(table),
                table.content().crc32(),
                compressedBytes,
                table.content().bytes(),
                table.firstByte());
    }
}
