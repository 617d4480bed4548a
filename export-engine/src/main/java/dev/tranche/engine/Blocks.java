package dev.tranche.engine;

import dev.tranche.engine.encode.ByteSink;
import java.util.function.BooleanSupplier;

/**
 * The bytes of a document, block by block. What a block holds follows from its place alone, so that any worker writes the
 * same bytes (I1); asked for the places in order, it keeps open between them what it reads. Owns what it reads from. One
 * thread.
 */
sealed interface Blocks extends AutoCloseable permits FileBlocks, TextBlocks {
    /** Whether nothing comes after this place. */
    boolean isEnd(Place place);

    /**
     * Appends the block that begins at {@code place} to {@code out}.
     *
     * @throws EngineException if the database cannot be read further
     */
    Block write(Place place, ByteSink out);

    /** Has a block that takes long ask now and then whether to stop; it then fails as interrupted. */
    void stopWhen(BooleanSupplier over);

    /**
     * Frees the file. Twice is harmless.
     *
     * @throws EngineException if SQLite cannot
     */
    @Override
    void close();
}
