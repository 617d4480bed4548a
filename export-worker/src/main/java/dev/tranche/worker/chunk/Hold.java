package dev.tranche.worker.chunk;

import dev.tranche.model.store.Beat;
import dev.tranche.model.store.Claim;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.JobStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The claim of one delivery while it lasts: kept alive by a beat every second, which also carries its marks of progress (P2,
 * P12). The delivery's thread and its uploads mark, the timer's thread beats.
 */
final class Hold implements AutoCloseable {
    static final Duration BEAT_EVERY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Hold.class);

    private final JobStore jobs;
    private final Made made = new Made();
    private final AtomicInteger marks = new AtomicInteger();
    private final AtomicInteger highestPart = new AtomicInteger();
    private final AtomicLong grownTo = new AtomicLong();
    private final Ticker.Ticking beating;

    private volatile Claim claim;
    private volatile @Nullable Path growing;
    private volatile boolean lost;

    /** A hold on a step that was just claimed. */
    Hold(JobStore jobs, Claim claim, Ticker ticker) {
        this.jobs = jobs;
        this.claim = claim;
        this.beating = ticker.every(BEAT_EVERY, this::beat);
    }

    /** Tells the row now what got done; also the timer's action. Never throws. */
    void beat() {
        look();
        int sent = marks.getAndSet(0);
        try {
            if (!jobs.beat(claim, new Beat(jobs.now(), sent, highestPart.get()))) {
                lost = true;
            }
        } catch (JobStoreException e) {
            // The next beat tries again; a hold that misses five of them is lost by the store's clock, not by ours.
            marks.addAndGet(sent);
            LOG.warn("job {} could not beat: {}", claim.id(), e.getMessage());
        }
    }

    /** The growing snapshot is progress (P3). */
    private void look() {
        var file = growing;
        if (file == null) {
            return;
        }
        try {
            long bytes = Files.size(file);
            if (bytes > grownTo.getAndSet(bytes)) {
                mark();
            }
        } catch (IOException e) {
            LOG.debug("{} is not there yet", file, e);
        }
    }

    /** The claim to write with now. */
    Claim claim() {
        return claim;
    }

    /** A write added 1 to the step and kept this holder. The parts of a new step are counted anew. */
    void advance() {
        claim = claim.next();
    }

    /** Whether a beat found the claim gone, so that the work must stop (P2). Stays true. */
    boolean isLost() {
        return lost;
    }

    /** Something got done (P12). */
    void mark() {
        marks.incrementAndGet();
    }

    /** A part is stored, which is progress and clears the counts of P10 if it never was before. */
    void partStored(int number) {
        highestPart.accumulateAndGet(number, Math::max);
        mark();
    }

    /** A new generation begins at part 1. */
    void partsBeginAnew() {
        highestPart.set(0);
    }

    /** From now on this file's growth is progress. */
    void watch(Path file) {
        growing = file;
    }

    /** What this delivery made and no row names yet. */
    Made made() {
        return made;
    }

    /** Stops the beats; the claim itself stays in the row until it is released or expires. */
    @Override
    public void close() {
        beating.stop();
    }
}
