package dev.tranche.storage.job;

import dev.tranche.model.checksum.Crc64Nvme;
import dev.tranche.model.checksum.Sha256;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.job.TableSummary;
import dev.tranche.model.object.StoredPart;
import dev.tranche.model.store.Admission;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.LiveJobs;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accepting jobs and reading them: what the gateway does, and every delivery first (P1). Stateless. */
final class JobReading {
    private final JobDatabase database;

    JobReading(JobDatabase database) {
        this.database = database;
    }

    String deploymentId() {
        return database.query(
                        "deploymentId",
                        "SELECT deployment_id FROM deployment",
                        Parameters.none(),
                        (row, n) -> row.getString(1))
                .get(0);
    }

    void insert(Admission admission) {
        var sql = """
                INSERT INTO export_jobs (job_id, owner, database_name, format, table_names, compression, options,
                                         callback_url, estimated_tables, created_at, next_attempt_at, queued_at, progress_at)
                VALUES (:id, :owner, :database, :format, :tables, :compression, :options,
                        :callbackUrl, :estimatedTables, :createdAt, :createdAt, :createdAt, :createdAt)
                ON CONFLICT (job_id) DO NOTHING
                """;
        var request = admission.request();
        var words = request.words();
        var parameters = new Parameters()
                .with("id", admission.id().value())
                .with("owner", admission.owner())
                .with("database", request.database())
                .with("format", words.format())
                .with("tables", Texts.write(request.tables()))
                .with("compression", words.compression())
                .with("options", OptionsColumn.write(words.options()))
                .with(
                        "callbackUrl",
                        request.findCallbackUrl().map(Object::toString).orElse(null))
                .with("estimatedTables", admission.estimatedTables())
                .with("createdAt", admission.createdAt());
        database.update("insert", sql, parameters);
    }

    Optional<Job> find(JobId id) {
        return database
                .query("find", "SELECT * FROM export_jobs WHERE job_id = :id", Parameters.of(id), JobRow::read)
                .stream()
                .findFirst();
    }

    List<StoredPart> parts(JobId id) {
        var sql = """
                SELECT number, bytes, etag, sha256, crc64 FROM export_parts WHERE job_id = :id ORDER BY number
                """;
        return database.query(
                "parts",
                sql,
                Parameters.of(id),
                (row, n) -> new StoredPart(
                        row.getInt(1),
                        row.getLong(2),
                        row.getString(3),
                        new Sha256(row.getString(4)),
                        Crc64Nvme.parse(row.getString(5))));
    }

    List<TableSummary> tables(JobId id) {
        var sql = """
                SELECT ordinal, table_name, row_count, first_byte, bytes, content_bytes, content_crc32, damage
                FROM export_tables WHERE job_id = :id ORDER BY ordinal
                """;
        return database.query(
                "tables",
                sql,
                Parameters.of(id),
                (row, n) -> new TableSummary(
                        row.getInt(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        new TableSummary.Content(row.getLong(6), row.getLong(7)),
                        DamageColumn.read(row.getString(8))));
    }

    Map<JobStatus, Long> countByStatus() {
        record Count(JobStatus status, long jobs) {}
        var counts = new EnumMap<JobStatus, Long>(JobStatus.class);
        for (var status : JobStatus.values()) {
            counts.put(status, 0L);
        }
        database.query(
                        "countByStatus",
                        "SELECT status, count(*) FROM export_jobs GROUP BY status",
                        Parameters.none(),
                        (row, n) -> new Count(JobStatus.of(row.getString(1)), row.getLong(2)))
                .forEach(count -> counts.put(count.status(), count.jobs()));
        return counts;
    }

    /** By the index of the live jobs, which are few beside those that have ended. */
    LiveJobs liveJobs(String owner, String databaseName) {
        var sql = """
                SELECT count(CASE WHEN owner = :owner THEN 1 END), count(CASE WHEN database_name = :database THEN 1 END)
                FROM export_jobs WHERE ended_at IS NULL
                """;
        var parameters = new Parameters().with("owner", owner).with("database", databaseName);
        return database.query("liveJobs", sql, parameters, (row, n) -> new LiveJobs(row.getLong(1), row.getLong(2)))
                .get(0);
    }
}
