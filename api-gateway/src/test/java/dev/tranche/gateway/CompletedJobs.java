package dev.tranche.gateway;

import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.object.NewObject;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.ObjectOwner;
import dev.tranche.model.store.Admission;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.SampleJobs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Jobs that have ended well, and their files. */
final class CompletedJobs {
    private final GatewayServer server;
    private final Random random = new Random(40);

    CompletedJobs(GatewayServer server) {
        this.server = server;
    }

    /** Of a whole database as SQL. */
    JobId add(String content) {
        return add(new ExportRequest("main", ExportFormat.SQL, List.of(), null), content);
    }

    JobId add(ExportRequest request, String content) {
        var id = JobId.create(SampleJobs.T0, random);
        return add(new Admission(id, "anonymous", request, SampleJobs.T0, 1), content);
    }

    JobId add(Admission admission, String content) {
        return add(admission, admission.objectKey(), content);
    }

    /** With its file under this key. */
    JobId add(Admission admission, ObjectKey key, String content) {
        var jobs = server.storedJobs;
        jobs.insert(admission);
        var claim = new SampleJobs(jobs).claim(admission.id(), SampleJobs.T0);
        jobs.begin(claim, SampleJobs.T0);
        jobs.prepare(claim, SampleJobs.preparation(key, 1), SampleJobs.T0);
        jobs.seal(claim.next(), SampleJobs.commit(1, 1), SampleJobs.T0);
        jobs.end(claim.next().next(), Ending.completed(SampleJobs.T0));
        put(admission.id(), content);
        return admission.id();
    }

    /** Gives the job this file, in place of what it has. */
    void put(JobId id, String content) {
        var job = server.storedJobs.find(id).orElseThrow();
        var key = job.findObjectKey().orElseThrow();
        var object = new NewObject(key, job.admission().request().contentType(), new ObjectOwner(id, "nonce0001"));
        server.objectStore().put(object, content.getBytes(StandardCharsets.UTF_8));
    }
}
