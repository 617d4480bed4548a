package dev.tranche.engine;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.format.Packing;
import dev.tranche.model.job.TableSummary;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The bytes of a file as they are, one stretch of the plan's block size after the other. In its places, {@link
 * TableSummary.Content#bytes()} says how much of the file comes before, which compression makes another number than the offset.
 *
 * <p>Reads with Java what SQLite wrote: closing a file drops the locks that this process has on it, but nobody ever locks a
 * snapshot.
 */
final class FileBlocks implements Blocks {
    /** The one section before the end. */
    private static final int CONTENT = 0;

    private final FileChannel file;
    private final long size;
    private final int blockBytes;
    private final Packing packing;
    private final ByteSink own;

    private FileBlocks(FileChannel file, ExportPlan plan) throws IOException {
        this.file = file;
        this.size = file.size();
        this.blockBytes = plan.settings().blockBytes();
        this.packing = Documents.packing(plan);
        this.own = new ByteSink(blockBytes);
    }

    static FileBlocks open(Path path, ExportPlan plan) {
        try {
            FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
            try {
                return new FileBlocks(file, plan);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public boolean isEnd(Place place) {
        return place.section() > CONTENT;
    }

    @Override
    public Block write(Place place, ByteSink out) {
        own.clear();
        ByteSink content = packing.text(own, out);
        long position = place.table().content().bytes();
        int length = (int) Math.min(blockBytes, size - position);
        try {
            read(content, position, length);
        } catch (IOException e) {
            throw Failures.of(e);
        }
        packing.document(content, out);
        boolean isLast = position + length == size;
        if (isLast) {
            packing.end(List.of(), place.offset() + out.size(), out);
        }
        return new Block(place, after(place, position + length, isLast, out.size()), Optional.empty());
    }

    private void read(ByteSink content, long position, int length) throws IOException {
        content.room(length);
        ByteBuffer into = ByteBuffer.wrap(content.array(), 0, length);
        while (into.hasRemaining()) {
            if (file.read(into, position + into.position()) < 0) {
                throw new EOFException("it ends at " + (position + into.position()) + " of " + size + " bytes");
            }
        }
        content.advance(length);
    }

    private static Place after(Place place, long position, boolean isLast, int written) {
        long offset = place.offset() + written;
        TableSummary before = place.table();
        var read = new TableSummary(
                before.ordinal(),
                before.table(),
                before.rows(),
                before.firstByte(),
                offset,
                new TableSummary.Content(position, 0));
        return new Place(isLast ? CONTENT + 1 : CONTENT, Optional.empty(), read, place.totals(), offset);
    }

    @Override
    public void stopWhen(BooleanSupplier over) {
        // A block is read in a moment.
    }

    @Override
    public void close() {
        packing.close();
        try {
            file.close();
        } catch (IOException e) {
            throw Failures.of(e);
        }
    }
}
