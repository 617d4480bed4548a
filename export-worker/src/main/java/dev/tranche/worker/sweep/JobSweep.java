package dev.tranche.worker.sweep;

import static java.util.stream.Collectors.groupingBy;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.PublishFailed;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.message.Via;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.JobStoreException;
import dev.tranche.model.store.Sighting;
import dev.tranche.worker.callback.CallbackNudge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every live job: sends lost messages again and ends jobs that are stuck, as {@link Judge} decides (P11, P12, C54). Runs on
 * all workers at once; every change is a compare-and-set, so that one of them wins. Never changes anything while the broker is
 * away, and ends no job while the object store is: what does not move then is not stuck.
 */
final class JobSweep implements Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(JobSweep.class);

    /** Well below {@link Watch#LONGEST_GAP}, and a lost message moves again within 40 s. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** What a worker proved of the queue stays true when it is gone; much older than the first repair it is of no use. */
    private static final Duration EVIDENCE_FROM = Duration.ofHours(1);

    private final JobStore jobs;
    private final Surroundings surroundings;
    private final ConfirmedPublisher publisher;
    private final CallbackNudge callbacks;
    private final SweeperSettings settings;
    private final SweepMetrics metrics;
    private final Judge judge;
    private final Watches watches = new Watches();

    JobSweep(
            JobStore jobs,
            Surroundings surroundings,
            ConfirmedPublisher publisher,
            CallbackNudge callbacks,
            SweeperSettings settings,
            SweepMetrics metrics) {
        this.jobs = jobs;
        this.surroundings = surroundings;
        this.publisher = publisher;
        this.callbacks = callbacks;
        this.settings = settings;
        this.metrics = metrics;
        this.judge = new Judge(settings.stuckAfter());
    }

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    /** {@inheritDoc} Ends early when a message could not be sent, since the next one could not either. */
    @Override
    public void run() {
        try {
            new LiveJobs(jobs).forEachPage(this::look);
            watches.forgetStale(jobs.now());
        } catch (PublishFailed | JobStoreException e) {
            watches.forgetAll();
            throw e;
        }
    }

    private void look(List<Job> page) {
        var now = jobs.now();
        var queue = QueueEvidence.of(jobs.workersSince(now.minus(EVIDENCE_FROM)), now);
        var byVerdict = page.stream().collect(groupingBy(job -> judge.judge(job.turn(), queue, now)));
        var lost = byVerdict.getOrDefault(Verdict.REPAIR, List.of());
        var suspects = byVerdict.getOrDefault(Verdict.WATCH, List.of());
        if (lost.isEmpty() && suspects.isEmpty()) {
            return;
        }
        if (!surroundings.brokerTakesMessages()) {
            watches.forgetAll();
            return;
        }
        lost.forEach(job -> repair(job, now));
        if (suspects.isEmpty()) {
            return;
        }
        if (!surroundings.objectStoreAnswers()) {
            watches.forgetAll();
            return;
        }
        suspects.forEach(job -> watch(job, queue, now));
    }

    private void repair(Job job, Instant now) {
        if (jobs.repair(Sighting.of(job), now)) {
            publish(job, now);
            metrics.repaired();
            LOG.atInfo()
                    .addKeyValue("job", job.id())
                    .addKeyValue("step", job.turn().step())
                    .addKeyValue("repairs", job.turn().queueing().repairs() + 1)
                    .log("lost message sent again");
        }
    }

    private void publish(Job job, Instant now) {
        var message = new ChunkMessage(job.id(), job.turn().step(), Via.REPAIR, now);
        publisher.publish(MessageQueue.CHUNKS, message);
    }

    private void watch(Job job, QueueEvidence queue, Instant now) {
        var watch = watches.look(job, now);
        if (watch.isEmpty()) {
            beginWatch(job, now);
        } else if (judge.judge(job.turn(), queue, watch.get(), now) == Verdict.TIME_OUT) {
            timeOut(job, now);
        }
    }

    /**
     * A job that nobody holds gets one more message first: a watch over it means nothing unless this sweeper knows that a message
     * was in the queue all the while. One too many is harmless (P1), and there is one a watch.
     */
    private void beginWatch(Job job, Instant now) {
        if (!job.turn().isHeld(now)) {
            publish(job, now);
        }
        watches.begin(job, now);
    }

    private void timeOut(Job job, Instant now) {
        if (jobs.timeOut(Sighting.of(job), Ending.failed(now, settings.timeOutMessage()))) {
            metrics.timedOut();
            LOG.atWarn()
                    .addKeyValue("job", job.id())
                    .addKeyValue("step", job.turn().step())
                    .addKeyValue("progressAt", job.turn().progressAt())
                    .log(settings.timeOutMessage());
            jobs.find(job.id()).ifPresent(ended -> callbacks.send(ended, TraceHeaders.NONE));
        }
    }
}
