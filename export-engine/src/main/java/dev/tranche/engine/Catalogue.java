package dev.tranche.engine;

import dev.tranche.model.job.ExportFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which tables a database has, for admission: what a request may name and how many tables it means. Made by opening the
 * live file read-only for a moment; immutable after that.
 */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class Catalogue {
    private Catalogue() {}

    /**
     * Reads the names. Waits at most two seconds for another's lock.
     *
     * @throws EngineException if the file is missing, locked, not SQLite's or damaged
     */
    public static Catalogue read(Path source) {
        throw new UnsupportedOperationException(source.toString());
    }

    /** The tables that a request in this format may name, in schema order. */
    public List<String> tables(ExportFormat format) {
        throw new UnsupportedOperationException(format.toString());
    }

    /** How many tables' rows an export would write, the {@code estimatedTables} of C20. */
    public int totalTables(ExportSpec spec) {
        throw new UnsupportedOperationException(spec.toString());
    }

    /** The first name in the request that no table has; empty if all are known. */
    public Optional<String> findUnknown(ExportSpec spec) {
        throw new UnsupportedOperationException(spec.toString());
    }
}
