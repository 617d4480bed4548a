package dev.tranche.worker.sweep;

import dev.tranche.model.store.WorkerReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far the work queue has come, by what all workers report (P11). The queue is first in, first out: a message that was due
 * when another one, newer by some seconds, was taken, or when a consumer had nothing to do, is not in it.
 *
 * @param movedTo a message that was due well before this time has been taken or is lost; the epoch if nothing is known
 */
record QueueEvidence(Instant movedTo) {
    /** More than the dead-lettering of a delay queue and the answers of a broker under load take. */
    static final Duration MARGIN = Duration.ofSeconds(10);

    /**
     * What the reports prove.
     *
     * @param now what lies behind this time proves nothing: the store's clock was set back
     */
    static QueueEvidence of(List<WorkerReport> reports, Instant now) {
        return new QueueEvidence(reports.stream()
                .flatMap(report -> Stream.of(report.lastIdleAt(), report.newestQueuedAtTaken()))
                .filter(time -> !time.isAfter(now))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH));
    }

    /** Whether a message that reached the queue at this time cannot be waiting in it any more. */
    boolean hasPassed(Instant queuedAt) {
        return movedTo.isAfter(queuedAt.plus(MARGIN));
    }
}
