package dev.tranche.model.store;

import dev.tranche.model.object.ObjectOwner;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.object.Upload;
import java.time.Instant;
import java.util.List;

/**
 * What step 0 made and committed before any byte was uploaded (P3): from here on the object's bytes are decided (I1).
 *
 * @param warnings all that the job has to say so far; those of every later commit replace them
 */
public record Preparation(Snapshot snapshot, Plan plan, Destination destination, List<String> warnings) {
    public Preparation {
        warnings = List.copyOf(warnings);
    }

    /** The multipart upload that the row names. */
    public Upload upload() {
        return destination.upload();
    }

    /**
     * The immutable copy that the job reads.
     *
     * @param fileName its name in the spool folder, which has job id and holder in it
     * @param bytes its size
     * @param takenAt the point in time that the export shows (C6)
     */
    public record Snapshot(String fileName, long bytes, Instant takenAt) {}

    /**
     * What will be written.
     *
     * @param text the engine's plan in its own text form
     * @param fingerprint of the engine that made it; only one that matches may write on (P15)
     * @param generation 1, and one more each time the upload was begun anew from the same snapshot
     */
    public record Plan(String text, String fingerprint, int totalTables, int generation) {}

    /**
     * Where the bytes go.
     *
     * @param upload any other upload of this job is garbage (P22)
     * @param owner the mark that upload and object carry, by which a later delivery knows its own after Complete (P8)
     * @param partSize the size of every part but the last (P18)
     */
    public record Destination(Upload upload, ObjectOwner owner, PartSize partSize) {}
}
