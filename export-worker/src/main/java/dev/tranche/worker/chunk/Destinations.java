package dev.tranche.worker.chunk;

import dev.tranche.engine.EngineFingerprint;
import dev.tranche.engine.ExportPlan;
import dev.tranche.engine.ExportSpec;
import dev.tranche.model.object.NewObject;
import dev.tranche.model.object.ObjectOwner;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.Preparation;
import dev.tranche.worker.spool.Spool;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** What a job writes and where to: plan and upload, for {@link Preparing} and {@link NewGeneration} alike. Thread-safe. */
final class Destinations {
    private static final int NONCE_BYTES = 12;

    private final ObjectStore objects;
    private final Spool spool;
    private final Engine engine;
    private final RandomGenerator random;

    Destinations(ObjectStore objects, Spool spool, Engine engine, RandomGenerator random) {
        this.objects = objects;
        this.spool = spool;
        this.engine = engine;
        this.random = random;
    }

    /** Plans the export of a snapshot: the same one every time, which is why nothing but the plan's text is kept (I1). */
    ExportPlan plan(Job job, Preparation.Snapshot snapshot) {
        var request = job.admission().understood();
        return engine.plan(
                spool.existing(snapshot.fileName()),
                new ExportSpec(request.format(), request.tables(), request.options()),
                snapshot.takenAt());
    }

    /** The plan as the row keeps it, with the fingerprint of the engine that made it (P15). */
    static Preparation.Plan describe(ExportPlan plan, int generation) {
        return new Preparation.Plan(plan.toJson(), EngineFingerprint.current(), plan.totalTables(), generation);
    }

    /** Opens an upload under the job's key, marked with job id and a nonce of its own (P3). */
    Preparation.Destination create(Hold hold, Job job, PartSize partSize) {
        var bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        var owner = new ObjectOwner(job.id(), HexFormat.of().formatHex(bytes));
        var upload = objects.createUpload(newObject(job, owner), partSize);
        hold.made().upload(upload);
        return new Preparation.Destination(upload, owner, partSize);
    }

    /** What the object of a job is. */
    static NewObject newObject(Job job, ObjectOwner owner) {
        var admission = job.admission();
        return new NewObject(admission.objectKey(), admission.request().contentType(), owner);
    }
}
