package dev.tranche.gateway.download;

import dev.tranche.gateway.error.Refused;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.store.Job;
import org.springframework.beans.factory.ObjectProvider;

/** Finds the objects of completed jobs. Thread-safe. */
final class FinishedFiles {
    private final ObjectProvider<ObjectStore> objects;

    FinishedFiles(ObjectProvider<ObjectStore> objects) {
        this.objects = objects;
    }

    /** @throws Refused 404 if the object is gone, or the store that had it is no longer configured (C42) */
    FinishedFile find(Job job) {
        var store = objects.getIfAvailable();
        if (store == null) {
            throw gone();
        }
        return store.head(FinishedFile.keyOf(job))
                .map(facts -> new FinishedFile(store, job, facts))
                .orElseThrow(FinishedFiles::gone);
    }

    static Refused gone() {
        return Refused.notFound("Export file not found in storage");
    }
}
