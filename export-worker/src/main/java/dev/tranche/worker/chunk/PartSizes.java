package dev.tranche.worker.chunk;

import dev.tranche.model.object.PartSize;

/** Chooses part sizes (P18): parts are numbered to 10,000, so a longer document needs larger ones. */
final class PartSizes {
    /** Beyond this number of parts the bound was wrong, and there is just room left to say so (P18). */
    static final int MAX_PARTS = 9_500;

    private static final long MIB = 1024L * 1024;

    private PartSizes() {}

    /** The least size, or as many MiB as a document of at most that many bytes needs. */
    static PartSize choose(PartSize least, long upperBoundBytes) {
        long needed = upperBoundBytes / MAX_PARTS + 1;
        if (needed <= least.bytes()) {
            return least;
        }
        return new PartSize(Math.min((needed + MIB - 1) / MIB * MIB, PartSize.MAX_BYTES));
    }
}
