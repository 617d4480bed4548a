package dev.tranche.model.store;

import java.time.Instant;

/**
 * A worker's sign of life, by which sweepers tell a job that waits from one whose message is lost (P11).
 *
 * @param worker its name, one a process
 * @param lastIdleAt when one of its consumers last had nothing to do; the epoch if never
 * @param newestQueuedAtTaken the latest queueing time among the messages that it has taken; the epoch if none
 * @param fingerprint of its engine (P15)
 */
public record WorkerReport(
        String worker, Instant heartbeatAt, Instant lastIdleAt, Instant newestQueuedAtTaken, String fingerprint) {}
