package dev.tranche.worker.callback;

import dev.tranche.model.store.CallbackResult;
import java.time.Duration;
import java.util.Locale;

/** What became of one post. */
sealed interface CallbackAnswer {
    /** What follows from an answer. */
    enum Verdict {
        /** The receiver has it: any 2xx (C57). */
        DELIVERED,
        /** The receiver wants no more of it: 410. */
        GONE,
        /** It must not be sent to that address, now or later. */
        REFUSED,
        /** Anything else, redirects too, since none is followed: worth another try. */
        FAILED;

        /** As in metrics and logs. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The receiver answered; whatever it said beside these is dropped.
     *
     * @param retryAfter how long it asked to be left alone, zero if it did not
     */
    record Answered(int status, Duration retryAfter) implements CallbackAnswer {
        private static final int OK = 200;
        private static final int REDIRECT = 300;

        Answered(int status) {
            this(status, Duration.ZERO);
        }

        @Override
        public Verdict verdict() {
            if (status >= OK && status < REDIRECT) {
                return Verdict.DELIVERED;
            }
            return result().isGone() ? Verdict.GONE : Verdict.FAILED;
        }

        @Override
        public CallbackResult result() {
            return CallbackResult.answered(status);
        }
    }

    /**
     * There was no answer: no connection, none in time, or no HTTP. The receiver may have got the post all the same.
     *
     * @param reason the kind of failure, without the address
     */
    record Unanswered(String reason) implements CallbackAnswer {
        @Override
        public Verdict verdict() {
            return Verdict.FAILED;
        }

        @Override
        public CallbackResult result() {
            return CallbackResult.unanswered(reason);
        }
    }

    /**
     * Nothing was sent, because the address is not one that may be posted to (C58).
     *
     * @param reason what is wrong with it, without the address
     */
    record Refused(String reason) implements CallbackAnswer {
        @Override
        public Verdict verdict() {
            return Verdict.REFUSED;
        }

        @Override
        public CallbackResult result() {
            return CallbackResult.unanswered(reason);
        }
    }

    Verdict verdict();

    /** What caller and operator may know of it. */
    CallbackResult result();

    /** How long the receiver asks to be left alone; zero if it does not. */
    default Duration retryAfter() {
        return Duration.ZERO;
    }
}
