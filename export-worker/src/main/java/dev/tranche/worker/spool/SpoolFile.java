package dev.tranche.worker.spool;

import dev.tranche.model.job.JobId;
import dev.tranche.model.store.Claim;
import dev.tranche.model.store.Holder;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a file in the spool folder, {@code {jobId}.{holder}.{kind}}: it says which job the file is of and which delivery
 * made it, so that no two deliveries write the same file and the sweeper can tell what nobody wants any more (P3, P22).
 *
 * @param kind what it is, such as {@code db}; SQLite adds its own endings to it, such as {@code db-journal}
 */
public record SpoolFile(JobId jobId, Holder holder, String kind) {
    private static final Pattern KIND = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern NAME = Pattern.compile("([^.]+)\\.([0-9a-f]{16})\\.([a-z0-9-]{1,40})");

    public SpoolFile {
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("the kind of a spool file is like db, not " + kind);
        }
    }

    /** The snapshot that this delivery makes. */
    public static SpoolFile snapshot(Claim claim) {
        return new SpoolFile(claim.id(), claim.holder(), "db");
    }

    /** A part that this delivery stages, because it is too big for the heap (P18). */
    public static SpoolFile stagedPart(Claim claim, int number) {
        return new SpoolFile(claim.id(), claim.holder(), "part-" + number);
    }

    /** The file that this name is of, or empty where none of ours has it. Whether it is ours, its row says (P22). */
    public static Optional<SpoolFile> parse(String fileName) {
        var match = NAME.matcher(fileName);
        if (!match.matches()) {
            return Optional.empty();
        }
        return JobId.parse(match.group(1))
                .map(jobId -> new SpoolFile(jobId, new Holder(match.group(2)), match.group(3)));
    }

    /** The name in the folder, which is also how the row names a snapshot. */
    public String fileName() {
        return jobId + "." + holder + "." + kind;
    }

    /** Whether this file is, or goes with, the one of that name: SQLite keeps a journal beside a database. */
    public boolean goesWith(String otherFileName) {
        return fileName().equals(otherFileName) || fileName().startsWith(otherFileName + "-");
    }
}
