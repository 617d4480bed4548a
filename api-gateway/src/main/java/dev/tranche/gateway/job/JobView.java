package dev.tranche.gateway.job;

import dev.tranche.model.job.JobStatus;
import dev.tranche.model.store.Checkpoint;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.Preparation;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job as its caller sees it (C30). The first nine members and their order are part of the contract; more may follow. */
record JobView(Result result) {
    /**
     * @param progress percent, 100 only if completed; while the job is live an estimate: bytes written of the snapshot's size
     * @param options null if only a later version understands them
     * @param waitingFor what the job waits for besides its turn, null if nothing
     * @param damaged whether some rows could not be read and are not in the file, so far
     * @param downloadUrl null until completed, and once the file has expired
     * @param expiresAt when the file is deleted, null if never
     * @param callback null if the caller wants none
     */
    record Result(
            String jobId,
            String status,
            String format,
            int completedTables,
            int totalTables,
            long bytesWritten,
            String createdAt,
            @Nullable String completedAt,
            @Nullable String errorMessage,
            long rowsWritten,
            int progress,
            String database,
            List<String> tables,
            String compression,
            @Nullable OptionsView options,
            @Nullable String startedAt,
            String updatedAt,
            @Nullable String waitingFor,
            List<String> warnings,
            boolean damaged,
            @Nullable String downloadUrl,
            @Nullable String expiresAt,
            @Nullable CallbackView callback) {}

    /** C32, in UTC. */
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int ALL = 100;

    /** {@code brokerAlarm}: why the broker takes no messages at the moment, empty if it does. */
    static JobView of(Job job, Optional<String> brokerAlarm) {
        var admission = job.admission();
        var request = admission.request();
        var uploaded = job.findCheckpoint().map(Checkpoint::uploaded).orElse(Checkpoint.Uploaded.NOTHING);
        var written = job.findCheckpoint().map(Checkpoint::written).orElse(Checkpoint.Written.NOTHING);
        var endedAt = job.findEnding().map(Ending::at);
        return new JobView(new Result(
                job.id().value(),
                job.status().wireName(),
                request.words().format(),
                written.completedTables(),
                totalTables(job),
                uploaded.bytes(),
                TIME.format(admission.createdAt()),
                time(endedAt.orElse(null)),
                job.findEnding().flatMap(Ending::findErrorMessage).orElse(null),
                written.rows(),
                progress(job, uploaded.bytes()),
                request.database(),
                request.tables(),
                request.words().compression(),
                OptionsView.of(request).orElse(null),
                time(job.startedAt()),
                TIME.format(endedAt.orElse(job.turn().progressAt())),
                waitingFor(job, brokerAlarm),
                job.warnings(),
                written.damagedTables() > 0,
                downloadUrl(job),
                time(job.findEnding().flatMap(Ending::findExpiresAt).orElse(null)),
                CallbackView.of(job).orElse(null)));
    }

    private static @Nullable String downloadUrl(Job job) {
        boolean isThere =
                job.status() == JobStatus.COMPLETED && !job.aftermath().isExpired();
        return isThere ? "/export/jobs/" + job.id() + "/download" : null;
    }

    private static int totalTables(Job job) {
        return job.findPreparation()
                .map(preparation -> preparation.plan().totalTables())
                .orElse(job.admission().estimatedTables());
    }

    /** Without messages no job that nobody works on at the moment gets further. */
    private static @Nullable String waitingFor(Job job, Optional<String> brokerAlarm) {
        if (job.waiting() != null) {
            return job.waiting().reason();
        }
        boolean idle = job.isLive() && job.turn().hold().findHolder().isEmpty();
        return brokerAlarm
                .filter(why -> idle)
                .map(why -> "the message broker, which takes no messages: " + why)
                .orElse(null);
    }

    private static int progress(Job job, long bytesWritten) {
        if (job.status() == JobStatus.COMPLETED) {
            return ALL;
        }
        long expected = job.findPreparation()
                .map(Preparation::snapshot)
                .map(Preparation.Snapshot::bytes)
                .orElse(0L);
        return expected == 0 ? 0 : (int) Math.min(ALL - 1, bytesWritten * (double) ALL / expected);
    }

    static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : TIME.format(instant);
    }
}
