package dev.tranche.engine;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Takes the immutable copies that jobs read, by SQLite's online backup in one step: a paged one starts over under writers
 * and never ends. Called at step 0 (P3). Stateless; never opens the source but through SQLite.
 */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class Snapshots {
    private final InstantSource clock;

    public Snapshots(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The size of the source in bytes, to reserve that much space.
     *
     * @throws EngineException if the source cannot be read
     */
    public long estimateBytes(Path source) {
        throw new UnsupportedOperationException(source.toString());
    }

    /**
     * Copies the source into a new file and makes file and folder durable. Takes seconds per GB and cannot be stopped; the
     * target grows meanwhile, which is how a watcher sees progress. On failure the target may exist in part.
     *
     * @throws EngineException if the source cannot be read or the target cannot be written
     */
    public SnapshotFacts take(Path source, Path target) {
        throw new UnsupportedOperationException(source.toString() + target + clock.instant());
    }
}
