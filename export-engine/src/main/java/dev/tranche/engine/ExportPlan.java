package dev.tranche.engine;

import dev.tranche.engine.sqlite.Database;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * What an export writes, fixed at its start (P15): format, tables in order, block size, reader. Together with the snapshot
 * it decides every byte (I1). The caller keeps it as JSON.
 *
 * @param upperBoundBytes more bytes than the document can have, for choosing the part size (P18)
 * @param warnings what a reader of the result should know before the first row, such as tables that cannot be read
 */
public record ExportPlan(
        ExportSpec spec, List<PlannedTable> tables, Settings settings, long upperBoundBytes, List<String> warnings) {
    /**
     * How the bytes are made.
     *
     * @param blockBytes how much text a block holds before it ends with the row that fills it
     * @param snapshotAt the time that a zip's entries carry
     */
    public record Settings(String reader, int blockBytes, Instant snapshotAt) {
        /** Rows by sqlite-jdbc; a direct reader of pages will have another name. */
        static final String SQLITE_JDBC = "sqlite-jdbc";

        /** Large enough that flushing a deflate stream costs little, small enough for a processor's cache. */
        static final int BLOCK_BYTES = 256 * 1024;

        public Settings {
            if (!reader.equals(SQLITE_JDBC) || blockBytes < 1) {
                throw new IllegalArgumentException("no reader " + reader + " with blocks of " + blockBytes + " bytes");
            }
        }

        static Settings at(Instant snapshotAt) {
            return new Settings(SQLITE_JDBC, BLOCK_BYTES, snapshotAt);
        }
    }

    public ExportPlan {
        tables = List.copyOf(tables);
        warnings = List.copyOf(warnings);
    }

    /**
     * Plans the export of a snapshot.
     *
     * @param snapshotAt the time that a format writes where it must write one
     * @throws EngineException if the file cannot be read, or a named table is not in it
     */
    public static ExportPlan make(Path snapshot, ExportSpec spec, Instant snapshotAt) {
        try (Database database = Database.openSnapshot(snapshot)) {
            return new Planner(database).plan(spec, Settings.at(snapshotAt));
        } catch (SQLException e) {
            throw Failures.of(e, snapshot);
        }
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static ExportPlan fromJson(String json) {
        return PlanJson.read(json);
    }

    /** One line of JSON; grows with the number of tables, not with their rows. */
    public String toJson() {
        return PlanJson.write(this);
    }

    /** The number of tables whose rows are written, the job's {@code totalTables}. */
    public int totalTables() {
        return (int) tables.stream().filter(PlannedTable::counts).count();
    }
}
