package dev.tranche.engine;

import dev.tranche.engine.sqlite.Database;
import dev.tranche.model.job.ExportFormat;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which tables a database has, for admission: what a request may name and how many tables it means. Made by opening the
 * live file read-only for a moment; immutable after that.
 */
public final class Catalogue {
    /** A request must not last longer than a moment (C1); a writer's commit is shorter. */
    private static final Duration LOCK_WAIT = Duration.ofSeconds(2);

    private final Selection selection;

    private Catalogue(Selection selection) {
        this.selection = selection;
    }

    /**
     * Reads the names. Waits at most two seconds for another's lock.
     *
     * @throws EngineException if the file is missing, locked, not SQLite's or damaged
     */
    public static Catalogue read(Path source) {
        try (Database database = Database.openLive(source, LOCK_WAIT)) {
            database.beginRead();
            return new Catalogue(new Planner(database).selection());
        } catch (SQLException e) {
            throw Failures.of(e, source);
        }
    }

    /** The tables that a request in this format may name, in schema order. */
    public List<String> tables(ExportFormat format) {
        return selection.names(format);
    }

    /** How many tables' rows an export would write, the {@code estimatedTables} of C20. */
    public int totalTables(ExportSpec spec) {
        return (int)
                selection.tables(spec).stream().filter(PlannedTable::counts).count();
    }

    /** The first name in the request that no table has; empty if all are known. */
    public Optional<String> findUnknown(ExportSpec spec) {
        return selection.findUnknown(spec);
    }
}
