package dev.tranche.worker.sweep;

import dev.tranche.model.store.Job;
import dev.tranche.model.store.Sighting;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * This sweeper's own watches over the few jobs that may be stuck (P12). A watch is of a row as it was sighted, so that whatever
 * moves in the row ends it. For one thread; holds nothing of a job that is at work or waits its turn.
 */
final class Watches {
    private record Subject(Sighting sighting, boolean held) {
        static Subject of(Job job, Instant now) {
            return new Subject(Sighting.of(job), job.turn().isHeld(now));
        }
    }

    private final Map<Subject, Watch> bySubject = new HashMap<>();

    /** The watch over this row, one look longer; empty if there is none, or it would start anew. */
    Optional<Watch> look(Job job, Instant now) {
        var subject = Subject.of(job, now);
        var before = bySubject.get(subject);
        if (before == null || !before.goesOnAt(now)) {
            return Optional.empty();
        }
        var watch = before.look(now);
        bySubject.put(subject, watch);
        return Optional.of(watch);
    }

    void begin(Job job, Instant now) {
        bySubject.put(Subject.of(job, now), Watch.begin(now));
    }

    /** Forgets what no look went on with for too long. */
    void forgetStale(Instant now) {
        bySubject.values().removeIf(watch -> !watch.goesOnAt(now));
    }

    /** Starts everything anew, because what was seen may have had another reason. */
    void forgetAll() {
        bySubject.clear();
    }
}
