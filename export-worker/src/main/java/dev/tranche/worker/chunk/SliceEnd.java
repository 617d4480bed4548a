package dev.tranche.worker.chunk;

import dev.tranche.model.store.Commit;

/**
 * Where a slice ended.
 *
 * @param commit what it stored, up to the last part boundary that is safe (I2)
 */
record SliceEnd(Reason reason, Commit commit) {
    /** Why it ended there. */
    enum Reason {
        /** The slice is over and a part was full, or the process is about to end (P4, P14). */
        TIME_IS_UP,
        /** The last byte of the document is stored. */
        DOCUMENT_ENDED,
        /** The part numbers run out (P18). */
        TOO_MANY_PARTS,
        /** The claim is gone, or the process must end now (P2, P14). */
        STOPPED
    }
}
