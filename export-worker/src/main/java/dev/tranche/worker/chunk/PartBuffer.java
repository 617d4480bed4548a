package dev.tranche.worker.chunk;

import dev.tranche.model.object.Part;

/** Where the bytes of a part gather before it is stored. One thread fills it, then one thread stores it, in turns. */
interface PartBuffer extends AutoCloseable {
    /** Forgets what it holds, to be filled anew. */
    void clear();

    /** How many bytes it holds. */
    long bytes();

    /** Reads on from the stream until {@code untilBytes} are here at the most; false at the end of the document. */
    boolean readFrom(DocumentStream stream, long untilBytes);

    /** What it holds, as part {@code number}, which is valid until the next {@link #clear}. */
    Part toPart(int number);

    /** Frees memory or file; not while a part of it is being stored. */
    @Override
    void close();
}
