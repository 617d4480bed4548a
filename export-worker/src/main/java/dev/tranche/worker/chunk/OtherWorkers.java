package dev.tranche.worker.chunk;

import dev.tranche.engine.EngineFingerprint;
import dev.tranche.model.job.LaterRequest;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import java.time.Duration;

/**
 * What this worker leaves to others of another version, uncounted: jobs that it does not understand (C24), and objects that another
 * engine began (P15). Thread-safe.
 */
final class OtherWorkers {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    /** A worker that has said nothing for this long does not count as one that could go on with what it began (P15). */
    private static final Duration ALIVE_WITHIN = Duration.ofSeconds(60);

    /**
     * A worker of another version that has said nothing for this long does not come back, and if there was none for this long,
     * none is about to start: more than the restart of a worker takes, and of a fleet whose gateways came first.
     */
    private static final Duration BACK_WITHIN = Duration.ofMinutes(10);

    /** How long a job waits for a worker that understands it while there are some that may: more than an upgrade takes (I4). */
    private static final Duration KNOWN_WITHIN = Duration.ofHours(24);

    private final JobStore jobs;

    OtherWorkers(JobStore jobs) {
        this.jobs = jobs;
    }

    /** C24: run without what is not known here, the job would be another one. Only workers like this one surely do not know it. */
    StageEnd thatKnow(Hold hold, Job row, LaterRequest request) {
        boolean anyOther = jobs.workersSince(jobs.now().minus(BACK_WITHIN)).stream()
                .anyMatch(worker -> !worker.fingerprint().equals(EngineFingerprint.current()));
        return hasWaitedFor(row, anyOther ? KNOWN_WITHIN : BACK_WITHIN)
                ? new Outcome.Failed(hold, "No export worker knows " + request.unknown())
                : new Outcome.Waiting(hold, "a worker that knows " + request.unknown(), LOOK_AGAIN);
    }

    private boolean hasWaitedFor(Job row, Duration limit) {
        var waiting = row.waiting();
        return waiting != null && waiting.since().plus(limit).isBefore(jobs.now());
    }

    /** P15: another engine began the object, so one like it goes on, or if there is none left it begins anew. */
    StageEnd thatWriteAs(Hold hold, String fingerprint) {
        boolean anyAlive = jobs.workersSince(jobs.now().minus(ALIVE_WITHIN)).stream()
                .anyMatch(worker -> worker.fingerprint().equals(fingerprint));
        return anyAlive
                ? new Outcome.Waiting(hold, "a worker with engine " + fingerprint, LOOK_AGAIN)
                : new StageEnd.BeginAnew(NewGeneration.Cause.NO_ENGINE);
    }
}
