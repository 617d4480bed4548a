package dev.tranche.worker.chunk;

import dev.tranche.engine.EngineFingerprint;
import dev.tranche.model.job.LaterRequest;
import dev.tranche.model.message.Via;
import dev.tranche.model.store.Claim;
import dev.tranche.model.store.Holder;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.JobStoreException;
import dev.tranche.model.store.Preparation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of one delivery: reads the row, claims its step and does what the row says, by way of the engine ({@link Preparing},
 * {@link Writing}, {@link Finishing}), until it comes to an {@link Outcome}, which {@link Settlement} records. Thread-safe; keeps
 * nothing between two chunks (C52).
 */
final class Chunk {
    /** After this long the message is acknowledged though the work goes on (P13). */
    static final Duration ACKNOWLEDGE_AFTER = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(Chunk.class);

    private final JobStore jobs;
    private final Fence fence;
    private final OtherWorkers others;
    private final Stages stages;
    private final Settlement settlement;
    private final ChunkMetrics metrics;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final LongSupplier nanoTime;

    /** What a row may say is next. */
    record Stages(Stage preparing, Stage writing, Stage finishing, NewGeneration newGeneration, Failures failures) {}

    /** What a delivery does with the world outside. */
    record Tools(ChunkMetrics metrics, Ticker ticker, RandomGenerator random, LongSupplier nanoTime) {}

    Chunk(JobStore jobs, Fence fence, Stages stages, Settlement settlement, Tools tools) {
        this.jobs = jobs;
        this.fence = fence;
        this.others = new OtherWorkers(jobs);
        this.stages = stages;
        this.settlement = settlement;
        this.metrics = tools.metrics;
        this.ticker = tools.ticker;
        this.random = tools.random;
        this.nanoTime = tools.nanoTime;
    }

    /** Handles one message from beginning to end. */
    void take(Arrival arrival, Delivery delivery) {
        var early = ticker.every(ACKNOWLEDGE_AFTER, delivery::acknowledgeEarly);
        try {
            Optional<Job> row = jobs.find(arrival.jobId());
            Optional<Outcome> nothingToDo = nothingToDo(arrival, row);
            if (nothingToDo.isPresent()) {
                settlement.settle(arrival, delivery, nothingToDo.get());
            } else {
                claim(arrival, delivery, row.orElseThrow());
            }
        } finally {
            early.stop();
        }
    }

    /** P1: the row is the truth, and what the message says only helps to read its absence. */
    private static Optional<Outcome> nothingToDo(Arrival arrival, Optional<Job> row) {
        if (row.isEmpty() || !row.get().isLive()) {
            return Optional.of(new Outcome.Stale());
        }
        int step = row.get().turn().step();
        if (arrival.message().step() > step) {
            LOG.warn(
                    "job {} is at step {}, behind a message of step {}: was the job store restored from a backup?",
                    arrival.jobId(),
                    step,
                    arrival.message().step());
        }
        if (arrival.message().step() >= step) {
            return Optional.empty();
        }
        return Optional.of(arrival.mayBeLastTrace() ? new Outcome.LastTrace(row.get()) : new Outcome.Stale());
    }

    private void claim(Arrival arrival, Delivery delivery, Job row) {
        var claim = new Claim(row.id(), row.turn().step(), Holder.create(random));
        var now = jobs.now();
        switch (fence.claim(claim, () -> jobs.claim(claim, jobs.now()))) {
            case LOST -> settlement.settle(arrival, delivery, new Outcome.Refused(claim.step()));
            case UNREADABLE -> settlement.settle(arrival, delivery, new Outcome.Unreadable());
            case WON -> {
                measureGap(arrival, claim, now);
                long start = nanoTime.getAsLong();
                try (var hold = new Hold(jobs, claim, ticker)) {
                    var worked = work(hold, row);
                    settlement.settle(arrival, delivery, worked.outcome);
                    report(hold, worked, Duration.ofNanos(nanoTime.getAsLong() - start));
                }
            }
        }
    }

    private void measureGap(Arrival arrival, Claim claim, Instant claimedAt) {
        if (arrival.message().via() == Via.NEXT && arrival.message().step() == claim.step()) {
            metrics.gap(Duration.between(Settlement.committedAt(arrival.message()), claimedAt));
        }
    }

    /** @param row as it was last read, before what the outcome adds to it */
    private record Worked(Outcome outcome, Job row) {}

    private Worked work(Hold hold, Job unclaimed) {
        Job row = unclaimed;
        Optional<NewGeneration.Cause> anew = Optional.empty();
        while (true) {
            StageEnd end;
            try {
                var current = jobs.find(row.id()).filter(r -> r.turn().isHeldBy(hold.claim()));
                if (current.isEmpty()) {
                    return new Worked(new Outcome.Lost(hold), row);
                }
                Optional<Outcome> apart = afterDeath(hold, row, current.get());
                row = current.get();
                if (apart.isPresent()) {
                    return new Worked(apart.get(), row);
                }
                end = anew.isPresent() ? stages.newGeneration.run(hold, row, anew.get()) : next(hold, row);
            } catch (RuntimeException | OutOfMemoryError e) {
                end = failed(hold, row, e);
            }
            if (end instanceof Outcome outcome) {
                return new Worked(outcome, row);
            }
            anew = end instanceof StageEnd.BeginAnew again ? Optional.of(again.cause()) : Optional.empty();
        }
    }

    /** One line a step, with no more than numbers (house style, "Logs"). */
    private void report(Hold hold, Worked worked, Duration time) {
        metrics.chunk(worked.outcome.name(), time);
        var reached = worked.outcome instanceof Outcome.Committed committed
                ? Optional.of(committed.commit().checkpoint())
                : worked.row.findCheckpoint();
        LOG.info(
                "chunk job={} step={} outcome={} attempt={} part={} rows={} bytes={} ms={}",
                hold.claim().id(),
                hold.claim().step(),
                worked.outcome.name(),
                worked.row.turn().attempts().attempts(),
                reached.map(c -> c.uploaded().parts()).orElse(0),
                reached.map(c -> c.written().rows()).orElse(0L),
                reached.map(c -> c.uploaded().bytes()).orElse(0L),
                time.toMillis());
    }

    /** What follows from a death that this claim has found; empty if the work goes on. */
    private Optional<Outcome> afterDeath(Hold hold, Job before, Job after) {
        var attempts = after.turn().attempts();
        if (attempts.deaths() <= before.turn().attempts().deaths()) {
            return Optional.empty();
        }
        metrics.death();
        return stages.failures.apart(hold, attempts, random);
    }

    private StageEnd next(Hold hold, Job row) {
        var dead = stages.failures.tooManyDeaths(hold, row.turn().attempts());
        if (dead.isPresent()) {
            return dead.get();
        }
        if (row.admission().request() instanceof LaterRequest later) {
            return others.thatKnow(hold, row, later);
        }
        if (row.sealed()) {
            return stages.finishing.run(hold, row);
        }
        Optional<Preparation> preparation = row.findPreparation();
        if (preparation.isEmpty()) {
            return stages.preparing.run(hold, row);
        }
        var fingerprint = preparation.get().plan().fingerprint();
        return fingerprint.equals(EngineFingerprint.current())
                ? stages.writing.run(hold, row)
                : others.thatWriteAs(hold, fingerprint);
    }

    /** The one place where failures of the work are caught. A part that was just stored may have cleared the count (P10). */
    private StageEnd failed(Hold hold, Job row, Throwable failure) {
        hold.beat();
        var attempts = row.turn().attempts();
        try {
            attempts = jobs.find(row.id()).map(r -> r.turn().attempts()).orElse(attempts);
        } catch (JobStoreException e) {
            LOG.debug("the count of attempts is from before this one", e);
        }
        return stages.failures.judge(hold, attempts, failure);
    }
}
