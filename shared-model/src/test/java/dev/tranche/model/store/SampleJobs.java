package dev.tranche.model.store;

import dev.tranche.model.checksum.Crc64Nvme;
import dev.tranche.model.checksum.Sha256;
import dev.tranche.model.job.Damage;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.TableSummary;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.ObjectOwner;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.object.StoredPart;
import dev.tranche.model.object.Upload;
import dev.tranche.model.object.UploadId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Brings jobs of a store into the states that tests begin with. Everything happens at {@link #T0} unless said otherwise. */
public final class SampleJobs {
    /** When sample jobs are created. */
    public static final Instant T0 = Instant.parse("2024-01-01T17:00:00Z");

    /** The size of every sample part. */
    public static final PartSize PART_SIZE = new PartSize(PartSize.S3_MIN_BYTES);

    private static final URI CALLBACK = URI.create("https://example.org/hook");

    private final JobStore store;
    private final RandomGenerator random = new Random(1);

    public SampleJobs(JobStore store) {
        this.store = store;
    }

    /** This much after {@link #T0}. */
    public static Instant after(Duration sinceT0) {
        return T0.plus(sinceT0);
    }

    /** As many seconds after {@link #T0}. */
    public static Instant after(long seconds) {
        return after(Duration.ofSeconds(seconds));
    }

    /** A job that wants a callback, as the gateway would admit it. */
    public Admission admission() {
        return admission(CALLBACK);
    }

    private Admission admission(@Nullable URI callback) {
        var request = new ExportRequest("main", ExportFormat.SQL, List.of(), callback);
        return new Admission(JobId.create(T0, random), "anonymous", request, T0, 15);
    }

    /** A name for one more delivery. */
    public Holder holder() {
        return Holder.create(random);
    }

    /** Accepted, and nothing more. */
    public JobId pending() {
        var admission = admission();
        store.insert(admission);
        return admission.id();
    }

    /** As above, and nobody wants to be called. */
    public JobId pendingWithoutCallback() {
        var admission = admission(null);
        store.insert(admission);
        return admission.id();
    }

    /** Held at step 0. */
    public Claim claimed() {
        return claim(pending(), T0);
    }

    /** Claims the job's step of the moment for a new delivery. */
    public Claim claim(JobId id, Instant now) {
        var claim = new Claim(id, job(id).turn().step(), holder());
        mustDo(store.claim(claim, now), "claim");
        return claim;
    }

    /** Held at step 1, with snapshot, plan and upload. */
    public Claim prepared() {
        var claim = claimed();
        mustDo(store.begin(claim, T0), "begin");
        mustDo(store.prepare(claim, preparation(claim.id(), 1), T0), "prepare");
        return claim.next();
    }

    /** Free at step 2, with parts 1 and 2 committed. */
    public JobId committed() {
        var claim = prepared();
        mustDo(store.commit(claim, commit(1, 2), T0), "commit");
        return claim.id();
    }

    /** Held at step 2, with the only part sealed. */
    public Claim sealed() {
        var claim = prepared();
        mustDo(store.seal(claim, commit(1, 1), T0), "seal");
        return claim.next();
    }

    /** Ended. */
    public JobId ended(Ending ending) {
        var claim = sealed();
        mustDo(store.end(claim, ending), "end");
        return claim.id();
    }

    /** The job, which must exist. */
    public Job job(JobId id) {
        return store.find(id).orElseThrow();
    }

    /** What step 0 makes, or a later generation has. */
    public static Preparation preparation(JobId id, int generation) {
        return preparation(ObjectKey.ofDatabase("main", id, "sql"), generation);
    }

    /** As above, of the job whose key this is. */
    public static Preparation preparation(ObjectKey key, int generation) {
        var id = key.jobId();
        var nonce = "nonce000" + generation;
        var upload = new Upload(key, new UploadId("upload-" + generation));
        return new Preparation(
                new Preparation.Snapshot(id + ".0123456789abcdef.db", 4096, T0),
                new Preparation.Plan("{\"tables\":[]}", "1:cafe", 3, generation),
                new Preparation.Destination(upload, new ObjectOwner(id, nonce), PART_SIZE),
                List.of());
    }

    /** A commit of these parts and one finished table each. */
    public static Commit commit(int firstPart, int lastPart) {
        var numbers = IntStream.rangeClosed(firstPart, lastPart).boxed().toList();
        return new Commit(
                checkpoint(lastPart),
                numbers.stream().map(SampleJobs::part).toList(),
                numbers.stream().map(n -> table(n - 1)).toList(),
                List.of("warning of part " + lastPart));
    }

    /** The checkpoint behind this part. */
    public static Checkpoint checkpoint(int parts) {
        return new Checkpoint(
                "{\"offset\":%d}".formatted(parts * PART_SIZE.bytes()),
                new Checkpoint.Uploaded(parts, parts * PART_SIZE.bytes(), new Crc64Nvme(-parts)),
                new Checkpoint.Written(parts, parts * 1000L));
    }

    /** A part as an object store would have confirmed it. */
    public static StoredPart part(int number) {
        var content = ("part " + number).getBytes(StandardCharsets.UTF_8);
        return new StoredPart(
                number, PART_SIZE.bytes(), "\"etag" + number + "\"", Sha256.of(content), Crc64Nvme.of(content));
    }

    /** A finished table. */
    public static TableSummary table(int ordinal) {
        return new TableSummary(
                ordinal,
                "table \"" + ordinal + "\"",
                1000,
                ordinal * 5000L,
                5000,
                new TableSummary.Content(9000, 0xFFFFFFFFL));
    }

    /** A finished table of which some rows could not be read. */
    public static TableSummary damagedTable(int ordinal) {
        var whole = table(ordinal);
        return new TableSummary(
                ordinal,
                whole.table(),
                whole.rows(),
                whole.firstByte(),
                whole.bytes(),
                whole.content(),
                List.of(new Damage("", "rowid 4", "malformed"), new Damage("rowid 9", "", "\"malformed\"")));
    }

    private static void mustDo(boolean done, String what) {
        if (!done) {
            throw new IllegalStateException("the store refused to " + what);
        }
    }
}
