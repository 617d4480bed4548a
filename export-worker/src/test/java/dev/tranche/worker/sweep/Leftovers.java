package dev.tranche.worker.sweep;

import dev.tranche.model.job.JobId;
import dev.tranche.model.object.NewObject;
import dev.tranche.model.object.ObjectOwner;
import dev.tranche.model.object.Part;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.object.Upload;

/** What a job may have made in the object store when it ends. */
final class Leftovers {
    private static final byte[] BYTES = {1, 2, 3};

    private Leftovers() {}

    /** An open upload with one part. */
    static Upload upload(World world, JobId id) {
        var upload = world.objects.createUpload(newObject(world, id), new PartSize(PartSize.S3_MIN_BYTES));
        world.objects.uploadPart(upload, Part.of(1, BYTES));
        return upload;
    }

    static void object(World world, JobId id) {
        world.objects.put(newObject(world, id), BYTES);
    }

    private static NewObject newObject(World world, JobId id) {
        var key = world.job(id).admission().objectKey();
        return new NewObject(key, "application/x-sqlite3", new ObjectOwner(id, "nonce123"));
    }
}
