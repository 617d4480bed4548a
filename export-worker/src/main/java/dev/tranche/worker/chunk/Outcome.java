package dev.tranche.worker.chunk;

import dev.tranche.model.store.Commit;
import dev.tranche.model.store.Job;
import java.time.Duration;
import java.util.Locale;

/**
 * What a delivery came to, for {@link Settlement} to record, publish and acknowledge. A closed list: whoever adds a case is told
 * by the compiler where to say what follows from it.
 */
sealed interface Outcome extends StageEnd {

    /** The answer for each case. */
    interface Handler<R> {
        R stale(Stale outcome);

        R lastTrace(LastTrace outcome);

        R refused(Refused outcome);

        R unreadable(Unreadable outcome);

        R committed(Committed outcome);

        R finished(Finished outcome);

        R failed(Failed outcome);

        R retryLater(RetryLater outcome);

        R waiting(Waiting outcome);

        R apart(Apart outcome);

        R gaveBack(GaveBack outcome);

        R lost(Lost outcome);
    }

    <R> R handle(Handler<R> handler);

    /** The case in a word, for logs and metrics. */
    default String name() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** The message is about a step that is over, or a job that has ended or is unknown; nothing is left to do for it (P1). */
    record Stale() implements Outcome {
        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.stale(this);
        }
    }

    /** The message is stale, but the message of the row's step may never have been sent (P1). */
    record LastTrace(Job job) implements Outcome {
        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.lastTrace(this);
        }
    }

    /** The step is held by another delivery or not due yet, so this one comes again later, uncounted (P2). */
    record Refused(int step) implements Outcome {
        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.refused(this);
        }
    }

    /** The job store does not say what is true, so nothing is removed and nothing acknowledged (P7). */
    record Unreadable() implements Outcome {
        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.unreadable(this);
        }
    }

    /** Parts were stored, and the checkpoint behind the last of them is to be committed (P5). */
    record Committed(Hold hold, Commit commit) implements Outcome {
        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.committed(this);
        }
    }

    /** The object is there, whole (P8). */
    record Finished(Hold hold) implements Outcome {
        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.finished(this);
        }
    }

    /** It cannot get better, or was tried often enough (P10). {@code cause} is for the caller of the export. */
    record Failed(Hold hold, String cause) implements Outcome {
        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.failed(this);
        }
    }

    /** It failed and can get better: once more after {@code delay} (P10). */
    record RetryLater(Hold hold, String cause, Duration delay) implements Outcome {
        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.retryLater(this);
        }
    }

    /** Nothing failed, but something must happen elsewhere first: once more after {@code delay}, uncounted (P3, P15). */
    record Waiting(Hold hold, String reason, Duration delay) implements Outcome {
        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.waiting(this);
        }
    }

    /** Workers died at it, perhaps of another job in the same process: once more at a time of its own, uncounted (P10). */
    record Apart(Hold hold, Duration delay) implements Outcome {
        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.apart(this);
        }
    }

    /** This process is about to end, and another one takes the step from its last checkpoint (P14). */
    record GaveBack(Hold hold) implements Outcome {
        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.gaveBack(this);
        }
    }

    /** The row has gone on without this delivery, which removes what only it knows and leaves the rest alone (P7). */
    record Lost(Hold hold) implements Outcome {
        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.lost(this);
        }
    }
}
