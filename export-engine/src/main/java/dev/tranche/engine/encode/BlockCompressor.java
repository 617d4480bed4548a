package dev.tranche.engine.encode;

/**
 * Compresses stretches of text each for itself, so that a worker can write block n without blocks 1 to n-1 (P16) and what
 * follows one another is one stream to every reader. The same text always gives the same bytes within one engine
 * fingerprint (P15). One thread; may hold native memory.
 */
public sealed interface BlockCompressor extends AutoCloseable permits GzipMembers, ZstdFrames {
    /** Appends {@code length} bytes of {@code source}, compressed; of nothing too it makes something. */
    void append(ByteSink out, byte[] source, int offset, int length);

    @Override
    void close();
}
