package dev.tranche.storage.job;

import dev.tranche.model.job.JobId;
import dev.tranche.model.job.TableSummary;
import dev.tranche.model.object.StoredPart;
import dev.tranche.model.store.Claim;
import dev.tranche.model.store.Commit;
import dev.tranche.model.store.Preparation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How a delivery advances a job by one step (P3, P5, P8, P15). What belongs to a step becomes durable with it or not at all.
 * Stateless.
 */
final class StepWrites {
    private static final String NEXT_STEP = """
            UPDATE export_jobs
            SET step = step + 1, committed_by = :holder, deaths = 0, last_error = NULL, repairs = 0,
                queued_at = :now, progress_at = :now, progress_count = progress_count + 1,
                waiting_for = NULL, waiting_since = NULL,
            """;
    private static final String KEEP_HOLDER = " heartbeat_at = :now, attempts = 1,\n";
    private static final String RELEASE_HOLDER = " holder = NULL, heartbeat_at = NULL, attempts = 0,\n";
    private static final String FENCE = "WHERE job_id = :id AND step = :step AND holder = :holder\n";

    private static final String SET_PREPARATION = """
                reserved_bytes = 0,
                snapshot_file = :snapshotFile, snapshot_bytes = :snapshotBytes, snapshot_at = :snapshotAt,
                export_plan = :plan, engine_fingerprint = :fingerprint, total_tables = :totalTables,
                generation = :generation, object_key = :objectKey, upload_id = :uploadId, upload_nonce = :uploadNonce,
                part_size = :partSize, warnings = :warnings,
                export_cursor = NULL, stored_parts = NULL, stored_bytes = NULL, stored_crc64 = NULL,
                completed_tables = NULL, rows_written = NULL, damaged_tables = 0, highest_part = 0, sealed = 0
            """;

    private static final String SET_CHECKPOINT = """
                export_cursor = :cursor, stored_parts = :parts, stored_bytes = :bytes, stored_crc64 = :crc64,
                completed_tables = :completedTables, rows_written = :rows, damaged_tables = :damagedTables, warnings = :warnings,
                highest_part = CASE WHEN highest_part < :parts THEN :parts ELSE highest_part END,
                sealed = :sealed
            """;

    private final JobDatabase database;

    StepWrites(JobDatabase database) {
        this.database = database;
    }

    boolean prepare(Claim claim, Preparation preparation, Instant now) {
        return database.change(
                "prepare", NEXT_STEP + KEEP_HOLDER + SET_PREPARATION + FENCE, parameters(claim, preparation, now));
    }

    boolean restart(Claim claim, Preparation preparation, Instant now) {
        return database.atomically("restart", () -> {
            boolean mine = prepare(claim, preparation, now);
            if (mine) {
                var id = Parameters.of(claim.id());
                database.update("restart", "DELETE FROM export_parts WHERE job_id = :id", id);
                database.update("restart", "DELETE FROM export_tables WHERE job_id = :id", id);
            }
            return mine;
        });
    }

    boolean commit(Claim claim, Commit commit, Instant now) {
        var sql = NEXT_STEP + RELEASE_HOLDER + SET_CHECKPOINT + FENCE;
        return add("commit", sql, claim, commit, parameters(claim, commit, now).with("sealed", 0));
    }

    boolean seal(Claim claim, Commit commit, Instant now) {
        var sql = NEXT_STEP + KEEP_HOLDER + SET_CHECKPOINT + FENCE;
        return add("seal", sql, claim, commit, parameters(claim, commit, now).with("sealed", 1));
    }

    private boolean add(String operation, String sql, Claim claim, Commit commit, Parameters parameters) {
        return database.atomically(operation, () -> {
            boolean mine = database.change(operation, sql, parameters);
            if (mine) {
                insertParts(claim.id(), commit.parts());
                insertTables(claim.id(), commit.tables());
            }
            return mine;
        });
    }

    private void insertParts(JobId id, List<StoredPart> parts) {
        var sql = """
                INSERT INTO export_parts (job_id, number, bytes, etag, sha256, crc64)
                VALUES (:id, :number, :bytes, :etag, :sha256, :crc64)
                """;
        var rows = new ArrayList<Parameters>();
        for (var part : parts) {
            rows.add(Parameters.of(id)
                    .with("number", part.number())
                    .with("bytes", part.bytes())
                    .with("etag", part.etag())
                    .with("sha256", part.sha256().hex())
                    .with("crc64", part.crc64().text()));
        }
        database.updateAll("parts", sql, rows);
    }

    private void insertTables(JobId id, List<TableSummary> tables) {
        var sql = """
                INSERT INTO export_tables (job_id, ordinal, table_name, row_count, first_byte, bytes,
                                           content_bytes, content_crc32, damage)
                VALUES (:id, :ordinal, :table, :rows, :firstByte, :bytes, :contentBytes, :contentCrc32, :damage)
                """;
        var rows = new ArrayList<Parameters>();
        for (var table : tables) {
            rows.add(Parameters.of(id)
                    .with("ordinal", table.ordinal())
                    .with("table", table.table())
                    .with("rows", table.rows())
                    .with("firstByte", table.firstByte())
                    .with("bytes", table.bytes())
                    .with("contentBytes", table.content().bytes())
                    .with("contentCrc32", table.content().crc32())
                    .with("damage", DamageColumn.write(table.damage())));
        }
        database.updateAll("tables", sql, rows);
    }

    private static Parameters parameters(Claim claim, Preparation preparation, Instant now) {
        var snapshot = preparation.snapshot();
        var plan = preparation.plan();
        var destination = preparation.destination();
        return Parameters.of(claim)
                .with("now", now)
                .with("snapshotFile", snapshot.fileName())
                .with("snapshotBytes", snapshot.bytes())
                .with("snapshotAt", snapshot.takenAt())
                .with("plan", plan.text())
                .with("fingerprint", plan.fingerprint())
                .with("totalTables", plan.totalTables())
                .with("generation", plan.generation())
                .with("objectKey", destination.upload().key().value())
                .with("uploadId", destination.upload().id().value())
                .with("uploadNonce", destination.owner().nonce())
                .with("partSize", destination.partSize().bytes())
                .with("warnings", Texts.write(preparation.warnings()));
    }

    private static Parameters parameters(Claim claim, Commit commit, Instant now) {
        var uploaded = commit.checkpoint().uploaded();
        var written = commit.checkpoint().written();
        return Parameters.of(claim)
                .with("now", now)
                .with("cursor", commit.checkpoint().cursor())
                .with("parts", uploaded.parts())
                .with("bytes", uploaded.bytes())
                .with("crc64", uploaded.crc64().text())
                .with("completedTables", written.completedTables())
                .with("rows", written.rows())
                .with("damagedTables", written.damagedTables())
                .with("warnings", Texts.write(commit.warnings()));
    }
}
