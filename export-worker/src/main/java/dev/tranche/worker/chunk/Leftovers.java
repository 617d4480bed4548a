package dev.tranche.worker.chunk;

import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.object.Upload;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.worker.spool.Spool;
import dev.tranche.worker.spool.SpoolFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what a delivery made and the row does not name (P7), never an object, and never without having read the row. What
 * cannot be removed now is left to the sweeper (P22). Thread-safe; twice is harmless.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final JobStore jobs;
    private final ObjectStore objects;
    private final Spool spool;

    Leftovers(JobStore jobs, ObjectStore objects, Spool spool) {
        this.jobs = jobs;
        this.objects = objects;
        this.spool = spool;
    }

    /** Reads the row and removes. A failure is logged, and no more: nothing depends on it. */
    void remove(Hold hold) {
        var made = hold.made();
        if (made.isEmpty()) {
            return;
        }
        quietly(
                "reading the row of " + hold.claim().id(),
                () -> jobs.find(hold.claim().id()).ifPresent(row -> {
                    made.files().forEach(file -> removeUnlessNamed(file, row));
                    made.uploads().forEach(upload -> removeUnlessNamed(upload, row));
                }));
    }

    private void removeUnlessNamed(SpoolFile file, Job row) {
        boolean named = row.findPreparation()
                .filter(p -> file.goesWith(p.snapshot().fileName())
                        || file.fileName().equals(p.snapshot().fileName()))
                .isPresent();
        if (!named) {
            quietly("deleting " + file.fileName(), () -> spool.delete(file));
        }
    }

    private void removeUnlessNamed(Upload upload, Job row) {
        boolean named =
                row.findPreparation().filter(p -> p.upload().equals(upload)).isPresent();
        if (!named) {
            quietly("aborting an upload of " + upload.key(), () -> objects.abort(upload));
        }
    }

    private static void quietly(String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.warn("{} failed, the sweeper will see to it: {}", what, e.getMessage());
        }
    }
}
