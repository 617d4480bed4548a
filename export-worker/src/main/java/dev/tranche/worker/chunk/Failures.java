package dev.tranche.worker.chunk;

import dev.tranche.engine.CursorMismatch;
import dev.tranche.engine.EngineException;
import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.store.JobStoreException;
import dev.tranche.model.store.Turn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges what a stage threw (P10): whether it can get better, and when to try again. Thread-safe. */
final class Failures {
    /** Failed attempts in one step, after the last of which the job fails. */
    static final int MAX_ATTEMPTS = 8;

    /** Silent ends of a worker in one step, at which the job fails: something about it kills its workers. */
    static final int MAX_DEATHS = 5;

    /** After the second death; twice as long after each further one. */
    private static final Duration APART_AT_MOST = Duration.ofSeconds(10);

    private static final List<Duration> DELAYS =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(60));

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final ChunkMetrics metrics;

    Failures(ChunkMetrics metrics) {
        this.metrics = metrics;
    }

    /** What follows from a failure, after that many attempts in this step, this one among them. */
    StageEnd judge(Hold hold, Turn.Attempts attempts, Throwable failure) {
        Optional<NewGeneration.Cause> anew = newGeneration(failure);
        if (anew.isPresent()) {
            return new StageEnd.BeginAnew(anew.get());
        }
        var jobId = hold.claim().id();
        metrics.failure(cause(failure));
        if (isUnexpected(failure)) {
            LOG.error("job {} failed unexpectedly", jobId, failure);
        }
        if (isPermanent(failure) || attempts.attempts() >= MAX_ATTEMPTS) {
            LOG.warn("job {} fails at attempt {}: {}", jobId, attempts.attempts(), message(failure));
            return new Outcome.Failed(hold, message(failure));
        }
        var delay = delayAfter(attempts.attempts());
        LOG.warn(
                "job {} is tried again in {} after attempt {}: {}",
                jobId,
                delay,
                attempts.attempts(),
                message(failure));
        return new Outcome.RetryLater(hold, message(failure), delay);
    }

    private static Optional<NewGeneration.Cause> newGeneration(Throwable failure) {
        if (failure instanceof CursorMismatch) {
            return Optional.of(NewGeneration.Cause.CURSOR_MISMATCH);
        }
        return failure instanceof ObjectStoreException e && e.reason() == ObjectStoreException.Reason.NO_SUCH_UPLOAD
                ? Optional.of(NewGeneration.Cause.UPLOAD_GONE)
                : Optional.empty();
    }

    private static boolean isPermanent(Throwable failure) {
        if (failure instanceof EngineException e) {
            return !e.retryable();
        }
        return failure instanceof ObjectStoreException e && !e.retryCanHelp();
    }

    /** What nobody foresaw may still pass, so it is tried again like the rest, but somebody should look at it. */
    private static boolean isUnexpected(Throwable failure) {
        return "other".equals(cause(failure));
    }

    private static String cause(Throwable failure) {
        if (failure instanceof EngineException e) {
            return e.reason() == EngineException.Reason.OUT_OF_MEMORY ? "memory" : "engine";
        }
        if (failure instanceof ObjectStoreException) {
            return "object_store";
        }
        if (failure instanceof JobStoreException) {
            return "job_store";
        }
        if (failure instanceof UncheckedIOException) {
            return "spool";
        }
        return failure instanceof OutOfMemoryError ? "memory" : "other";
    }

    private static String message(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return "The worker ran out of memory; one row must fit into it";
        }
        if (failure instanceof UncheckedIOException e) {
            return "The spool folder failed: " + words(Objects.requireNonNull(e.getCause()));
        }
        return failure.getMessage() == null ? simpleName(failure) : failure.getMessage();
    }

    /** Without the path, which is nobody's business outside. */
    private static String words(IOException failure) {
        var words = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        return words == null ? simpleName(failure) : words;
    }

    private static String simpleName(Throwable failure) {
        return failure.getClass().getSimpleName();
    }

    /** 1 s, 10 s, then 60 s each. Attempts are 0 where a new part has cleared them. */
    static Duration delayAfter(int attempts) {
        return DELAYS.get(Math.min(Math.max(attempts, 1), DELAYS.size()) - 1);
    }

    /**
     * The wait of a job that was just found dead again, or empty where it goes on at once: after the first death, which is mostly the
     * process's own. Random, because the jobs of one process die together, however many of them are to blame, and would at each
     * further try (P10).
     */
    Optional<Outcome> apart(Hold hold, Turn.Attempts attempts, RandomGenerator random) {
        int deaths = attempts.deaths();
        if (deaths < 2 || deaths >= MAX_DEATHS) {
            return Optional.empty();
        }
        long mostMillis = APART_AT_MOST.toMillis() << (deaths - 2);
        return Optional.of(new Outcome.Apart(hold, Duration.ofMillis(random.nextLong(mostMillis))));
    }

    /** The end of a job that killed its workers, or empty while it may go on. */
    Optional<Outcome> tooManyDeaths(Hold hold, Turn.Attempts attempts) {
        if (attempts.deaths() < MAX_DEATHS) {
            return Optional.empty();
        }
        String last = attempts.lastError() == null ? "" : "; before that: " + attempts.lastError();
        return Optional.of(new Outcome.Failed(
                hold, "Export workers died " + attempts.deaths() + " times at the same step" + last));
    }
}
