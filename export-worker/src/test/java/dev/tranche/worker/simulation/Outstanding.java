package dev.tranche.worker.simulation;

import dev.tranche.model.job.JobId;
import dev.tranche.model.store.Aftermath;
import dev.tranche.model.store.Job;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is still to be done for the jobs that were accepted, as their rows say. Asked at every turn of a simulation, so it counts along. */
public final class Outstanding {
    private final Set<JobId> accepted = new LinkedHashSet<>();
    private final Set<JobId> toEnd = new HashSet<>();
    private final Set<JobId> toCall = new HashSet<>();
    private final Map<JobId, Instant> toClean = new HashMap<>();

    /** A job was accepted. */
    void accepted(Job job) {
        accepted.add(job.id());
        toEnd.add(job.id());
    }

    /** A row says something else now. */
    void written(Job job) {
        if (job.isLive()) {
            return;
        }
        toEnd.remove(job.id());
        var aftermath = job.aftermath();
        if (aftermath.callback().state() == Aftermath.CallbackState.PENDING) {
            toCall.add(job.id());
        } else {
            toCall.remove(job.id());
        }
        toClean.compute(job.id(), (id, before) -> aftermath.cleanDueAt());
    }

    /** Every job that was accepted, in order. */
    public Set<JobId> jobs() {
        return Collections.unmodifiableSet(accepted);
    }

    /** Whether every job has ended, and its callback is delivered or given up. */
    public boolean allAnnounced() {
        return toEnd.isEmpty() && toCall.isEmpty();
    }

    /** Whether nothing of any ended job will ever have to be removed. */
    public boolean allCleaned() {
        return toClean.isEmpty();
    }

    /** When something of an ended job has to be removed next. */
    public Optional<Instant> nextCleaning() {
        return toClean.values().stream().min(Comparator.naturalOrder());
    }
}
