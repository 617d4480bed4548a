package dev.tranche.model.store;

import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.object.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code export_jobs} as it was when it was read: the truth about a job (P1). A value; changes go through the
 * {@link JobStore}.
 *
 * @param startedAt when the first worker began, null before
 * @param waiting what the job waits for besides its turn, null if nothing; an ended job waits for nothing
 * @param preparation what step 0 made, null before
 * @param checkpoint where the job is, null before step 0 is committed and after a new generation began
 * @param sealed whether the last part is stored and only Complete is left (P8)
 * @param ending how it ended, null while it is live
 */
public record Job(
        Admission admission,
        JobStatus status,
        Turn turn,
        @Nullable Instant startedAt,
        @Nullable Waiting waiting,
        @Nullable Preparation preparation,
        @Nullable Checkpoint checkpoint,
        boolean sealed,
        @Nullable Ending ending,
        Aftermath aftermath) {

    /** The job's name. */
    public JobId id() {
        return admission.id();
    }

    /** Whether it has not ended. */
    public boolean isLive() {
        return !status.isTerminal();
    }

    /** What callers should know of the export, such as what its format could not carry. */
    public List<String> warnings() {
        return preparation == null ? List.of() : preparation.warnings();
    }

    /** What step 0 made; empty before. */
    public Optional<Preparation> findPreparation() {
        return Optional.ofNullable(preparation);
    }

    /** Where the object is, or will be; empty before step 0 of a job that only a later version understands. */
    public Optional<ObjectKey> findObjectKey() {
        return findPreparation()
                .map(made -> made.upload().key())
                .or(() -> admission.request() instanceof ExportRequest
                        ? Optional.of(admission.objectKey())
                        : Optional.empty());
    }

    /** Where the job is; empty before the first byte was committed. */
    public Optional<Checkpoint> findCheckpoint() {
        return Optional.ofNullable(checkpoint);
    }

    /** How it ended; empty while it is live. */
    public Optional<Ending> findEnding() {
        return Optional.ofNullable(ending);
    }

    /**
     * What a job waits for besides its turn in the queue, such as room in the spool folder.
     *
     * @param since when this wait began; it outlasts the attempts in between, until room is reserved or a step is committed
     */
    public record Waiting(String reason, Instant since) {}
}
