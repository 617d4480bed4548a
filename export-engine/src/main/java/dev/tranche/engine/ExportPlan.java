package dev.tranche.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What an export writes, fixed at its start (P15): tables, their order and how each is read, block size, format. Together
 * with the snapshot it decides every byte (I1).
 */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class ExportPlan {
    private ExportPlan() {}

    /**
     * Plans the export of a snapshot.
     *
     * @param snapshotAt the time that a format writes where it must write one
     * @throws EngineException if the file cannot be read, or a named table is not in it
     */
    public static ExportPlan make(Path snapshot, ExportSpec spec, Instant snapshotAt) {
        throw new UnsupportedOperationException(spec + " " + snapshot + snapshotAt);
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static ExportPlan fromJson(String json) {
        throw new UnsupportedOperationException(json);
    }

    /** One line of JSON. */
    public String toJson() {
        throw new UnsupportedOperationException();
    }

    /** What was asked for. */
    public ExportSpec spec() {
        throw new UnsupportedOperationException();
    }

    /** The number of tables whose rows are written, the job's {@code totalTables}. */
    public int totalTables() {
        throw new UnsupportedOperationException();
    }

    /** More bytes than the document can have, for choosing the part size (P18). */
    public long upperBoundBytes() {
        throw new UnsupportedOperationException();
    }

    /** What a reader of the result should know before the first row, such as tables that cannot be read. */
    public List<String> warnings() {
        throw new UnsupportedOperationException();
    }
}
