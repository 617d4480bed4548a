package dev.tranche.worker.chunk;

import dev.tranche.model.store.Job;

/** One of the things that the row may say is next. Stateless and thread-safe; may be run twice for the same row. */
interface Stage {
    /**
     * Does it. A failure of the engine, a store or the spool folder is thrown as it is, and judged by {@link Failures}.
     *
     * @param job the row as it was read under this hold
     */
    StageEnd run(Hold hold, Job job);
}
