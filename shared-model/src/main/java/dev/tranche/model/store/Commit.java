package dev.tranche.model.store;

import dev.tranche.model.job.TableSummary;
import dev.tranche.model.object.StoredPart;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What one delivery adds to a job: the checkpoint it reached, and the rows that came on the way (P5).
 *
 * @param parts those stored since the last checkpoint, in the order of their numbers, up to the checkpoint's last one (I2)
 * @param tables those finished since the last checkpoint
 * @param warnings all that the job has to say now, replacing what it said before
 */
public record Commit(Checkpoint checkpoint, List<StoredPart> parts, List<TableSummary> tables, List<String> warnings) {
    public Commit {
        parts = List.copyOf(parts);
        tables = List.copyOf(tables);
        warnings = List.copyOf(warnings);
        int number = checkpoint.uploaded().parts() - parts.size();
        for (var part : parts) {
            number++;
            if (part.number() != number) {
                throw new IllegalArgumentException("a checkpoint of %d parts cannot add part %d as number %d of them"
                        .formatted(checkpoint.uploaded().parts(), part.number(), number));
            }
        }
    }

    /** The same commit with tables of which only now is known what they hold, and what else there is to say but was not said before. */
    public Commit with(List<TableSummary> counted, List<String> found) {
        var allTables = new ArrayList<>(tables);
        allTables.addAll(counted);
        var allWarnings = new LinkedHashSet<>(warnings);
        allWarnings.addAll(found);
        return new Commit(checkpoint.with(counted), parts, allTables, List.copyOf(allWarnings));
    }
}
