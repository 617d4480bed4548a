package dev.tranche.engine.format;

import dev.tranche.engine.encode.BlockCompressor;
import dev.tranche.engine.encode.ByteSink;
import dev.tranche.model.job.TableSummary;

/**
 * The document's text, each block compressed for itself (C24). Since no block has text of two tables, each table's bytes
 * can be decompressed without the others.
 */
public final class CompressedPacking implements Packing {
    /** A longer block, that is one with a huge row, is compressed in pieces: the room for its worst case stays small. */
    private static final int LONGEST_PIECE_BYTES = 4 << 20;

    /** More than a member's header and end, and what {@link BlockCompressor}s add to text that does not compress. */
    private static final int PIECE_FRAME_BYTES = 512;

    private final BlockCompressor compressor;

    /** Closes the compressor with itself. */
    public CompressedPacking(BlockCompressor compressor) {
        this.compressor = compressor;
    }

    /** More bytes than text of at most {@code textBytes} takes in at most {@code blocks} blocks (P18). */
    public static long upperBound(long textBytes, long blocks) {
        return textBytes + textBytes / 8 + PIECE_FRAME_BYTES * (blocks + textBytes / LONGEST_PIECE_BYTES);
    }

    @Override
    public ByteSink text(ByteSink own, ByteSink out) {
        return own;
    }

    @Override
    public long table(ByteSink text, BlockPlace place, ByteSink out) {
        long start = out.size();
        document(text, out);
        return out.size() - start;
    }

    @Override
    public void document(ByteSink text, ByteSink out) {
        int length;
        for (int done = 0; done < text.size(); done += length) {
            length = Math.min(LONGEST_PIECE_BYTES, text.size() - done);
            compressor.append(out, text.array(), done, length);
        }
    }

    /** A document without any text is compressed nothing, as readers take a file without bytes for a broken one. */
    @Override
    public void end(Iterable<TableSummary> finished, long offset, ByteSink out) {
        if (offset == 0) {
            compressor.append(out, new byte[0], 0, 0);
        }
    }

    @Override
    public void close() {
        compressor.close();
    }
}
