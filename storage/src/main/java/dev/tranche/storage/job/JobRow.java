package dev.tranche.storage.job;

import dev.tranche.model.checksum.Crc64Nvme;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobRequest;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.job.RequestWords;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.ObjectOwner;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.object.Upload;
import dev.tranche.model.object.UploadId;
import dev.tranche.model.store.Admission;
import dev.tranche.model.store.Aftermath;
import dev.tranche.model.store.CallbackResult;
import dev.tranche.model.store.Checkpoint;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.Holder;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.Preparation;
import dev.tranche.model.store.Turn;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Job} from the columns of its row. */
final class JobRow {
    private final ResultSet row;

    private JobRow(ResultSet row) {
        this.row = row;
    }

    /** The job in the row that the result set is at. Its signature is that of Spring's row mappers. */
    static Job read(ResultSet row, int number) throws SQLException {
        return new JobRow(row).job();
    }

    private Job job() throws SQLException {
        var id = new JobId(text("job_id"));
        var status = JobStatus.of(text("status"));
        return new Job(
                admission(id),
                status,
                turn(),
                instantOrNull("started_at"),
                waiting(),
                preparation(id),
                checkpoint(),
                row.getInt("sealed") == 1,
                status.isTerminal() ? ending(status) : null,
                aftermath());
    }

    /** Whatever a later version has asked for: sweeper and status page read all rows. */
    private Admission admission(JobId id) throws SQLException {
        var callback = textOrNull("callback_url");
        var words = new RequestWords(text("format"), text("compression"), OptionsColumn.read(text("options")));
        var request = JobRequest.of(
                text("database_name"),
                words,
                Texts.read(text("table_names")),
                callback == null ? null : URI.create(callback));
        return new Admission(id, text("owner"), request, instant("created_at"), row.getInt("estimated_tables"));
    }

    private Turn turn() throws SQLException {
        return new Turn(
                row.getInt("step"),
                new Turn.Hold(holderOrNull("holder"), instantOrNull("heartbeat_at"), holderOrNull("committed_by")),
                new Turn.Attempts(
                        row.getInt("attempts"),
                        row.getInt("deaths"),
                        instant("next_attempt_at"),
                        textOrNull("last_error")),
                new Turn.Queueing(instant("queued_at"), row.getInt("repairs")),
                instant("progress_at"),
                row.getLong("progress_count"));
    }

    private Job.@Nullable Waiting waiting() throws SQLException {
        var reason = textOrNull("waiting_for");
        return reason == null ? null : new Job.Waiting(reason, instant("waiting_since"));
    }

    private @Nullable Preparation preparation(JobId id) throws SQLException {
        if (textOrNull("upload_id") == null) {
            return null;
        }
        return new Preparation(
                new Preparation.Snapshot(text("snapshot_file"), row.getLong("snapshot_bytes"), instant("snapshot_at")),
                new Preparation.Plan(
                        text("export_plan"),
                        text("engine_fingerprint"),
                        row.getInt("total_tables"),
                        row.getInt("generation")),
                new Preparation.Destination(
                        new Upload(new ObjectKey(text("object_key")), new UploadId(text("upload_id"))),
                        new ObjectOwner(id, text("upload_nonce")),
                        new PartSize(row.getLong("part_size"))),
                Texts.read(text("warnings")));
    }

    private @Nullable Checkpoint checkpoint() throws SQLException {
        var cursor = textOrNull("export_cursor");
        if (cursor == null) {
            return null;
        }
        return new Checkpoint(
                cursor,
                new Checkpoint.Uploaded(
                        row.getInt("stored_parts"), row.getLong("stored_bytes"), Crc64Nvme.parse(text("stored_crc64"))),
                new Checkpoint.Written(
                        row.getInt("completed_tables"), row.getLong("rows_written"), row.getInt("damaged_tables")));
    }

    private Ending ending(JobStatus status) throws SQLException {
        return new Ending(status, instant("ended_at"), textOrNull("error_message"), instantOrNull("expires_at"));
    }

    private Aftermath aftermath() throws SQLException {
        var state = Aftermath.CallbackState.valueOf(text("callback_state").toUpperCase(Locale.ROOT));
        var tries = new Aftermath.Tries(row.getInt("callback_attempts"), row.getInt("callback_attempts_replayed"));
        return new Aftermath(
                new Aftermath.Callback(state, tries, instantOrNull("callback_due_at"), lastTry()),
                cleanDueAt(),
                row.getInt("cleanings"));
    }

    /** A worker from before V5 knows of no third cleaning, and leaves none due when it does the second. */
    private @Nullable Instant cleanDueAt() throws SQLException {
        var dueAt = instantOrNull("clean_due_at");
        return dueAt == null && row.getInt("cleanings") == 2 ? instantOrNull("expires_at") : dueAt;
    }

    private Aftermath.@Nullable LastTry lastTry() throws SQLException {
        var begunAt = instantOrNull("callback_tried_at");
        var failure = textOrNull("callback_failure");
        if (begunAt == null) {
            return null;
        }
        return new Aftermath.LastTry(
                begunAt, failure == null ? null : new CallbackResult(row.getInt("callback_status"), failure));
    }

    private String text(String column) throws SQLException {
        var value = row.getString(column);
        if (value == null) {
            throw new SQLException("column " + column + " of export_jobs is empty");
        }
        return value;
    }

    private @Nullable String textOrNull(String column) throws SQLException {
        return row.getString(column);
    }

    private Instant instant(String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    private @Nullable Instant instantOrNull(String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private @Nullable Holder holderOrNull(String column) throws SQLException {
        var value = textOrNull(column);
        return value == null ? null : new Holder(value);
    }
}
