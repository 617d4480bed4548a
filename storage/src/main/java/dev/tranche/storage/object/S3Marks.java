package dev.tranche.storage.object;

import dev.tranche.model.job.JobId;
import dev.tranche.model.object.ObjectOwner;
import dev.tranche.model.object.Provenance;
import java.util.Map;

/** How an owner is written into an object's metadata and read back (P8). Holds no state. */
final class S3Marks {
    /** Arrive as {@code x-amz-meta-tranche-job} and {@code x-amz-meta-tranche-nonce}. */
    private static final String JOB = "tranche-job";

    private static final String NONCE = "tranche-nonce";

    private S3Marks() {}

    static Map<String, String> metadataOf(ObjectOwner owner) {
        return Map.of(JOB, owner.jobId().value(), NONCE, owner.nonce());
    }

    static Provenance provenanceOf(Map<String, String> metadata) {
        var job = JobId.parse(metadata.getOrDefault(JOB, ""));
        var nonce = metadata.getOrDefault(NONCE, "");
        return job.isPresent() && ObjectOwner.isNonce(nonce)
                ? new Provenance.OwnedBy(new ObjectOwner(job.get(), nonce))
                : new Provenance.Foreign();
    }
}
