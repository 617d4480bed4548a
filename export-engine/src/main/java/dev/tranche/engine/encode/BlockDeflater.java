package dev.tranche.engine.encode;

import java.util.zip.Deflater;

/**
 * Raw deflate in independent blocks: each ends with a full flush, so it starts at a byte and refers to nothing before it,
 * and a worker can write block n without blocks 1 to n-1 (P16). What follows one another is one deflate stream once
 * {@link #end} is put behind.
 *
 * <p>The bytes depend on the zlib in use; that is why {@link EncodingVector} is part of the engine fingerprint (P15). One
 * thread; close it, since it holds native memory.
 */
public final class BlockDeflater implements AutoCloseable {
    /** A fifth of the CPU of zlib's default level for a tenth more bytes on text. */
    private static final int LEVEL = 3;

    /** What zlib may need above the input: stored blocks cost 5 bytes each 16 KiB, quick modes 9 bits a byte. */
    private static final int SPARE_BYTES = 256;

    private final Deflater deflater = new Deflater(LEVEL, true);

    /** Appends {@code length} bytes of {@code source}, compressed, with a full flush behind. */
    public void block(ByteSink out, byte[] source, int offset, int length) {
        deflater.reset();
        deflater.setInput(source, offset, length);
        long bound = length + length / 8L + SPARE_BYTES;
        out.room(bound);
        int count = deflater.deflate(out.array(), out.size(), (int) bound, Deflater.FULL_FLUSH);
        if (count == bound || !deflater.needsInput()) {
            throw new IllegalStateException("zlib wrote more than " + bound + " bytes for " + length);
        }
        out.advance(count);
    }

    /** Appends the end of a deflate stream: a last block that is empty (fixed codes, end of block, RFC 1951). */
    public static void end(ByteSink out) {
        out.put(3);
        out.put(0);
    }

    @Override
    public void close() {
        deflater.end();
    }
}
