package dev.tranche.engine.encode;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

/**
 * Text as Zstandard frames (RFC 8878), each with its size and a checksum. The bytes depend on the version of the library;
 * that is why {@link EncodingVector} has them.
 */
public final class ZstdFrames implements BlockCompressor {
    /** The library's own default: smaller than gzip's output in a fraction of its CPU. */
    private static final int LEVEL = 3;

    /** With a context for each frame, since one that is used again may remember where it found matches before. */
    @Override
    public void append(ByteSink out, byte[] source, int offset, int length) {
        int bound = Math.toIntExact(Zstd.compressBound(length));
        out.room(bound);
        try (var context = new ZstdCompressCtx()) {
            context.setLevel(LEVEL);
            context.setChecksum(true);
            out.advance(context.compressByteArray(out.array(), out.size(), bound, source, offset, length));
        }
    }

    @Override
    public void close() {
        // Nothing is held between two frames.
    }
}
