package dev.tranche.worker.callback;

/** What became of one post. */
sealed interface CallbackAnswer {
    /** The receiver answered; whatever it said beside the status is dropped. */
    record Answered(int status) implements CallbackAnswer {
        @Override
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        @Override
        public String describe() {
            return "status " + status;
        }
    }

    /**
     * There was no answer: no connection, none in time, or no HTTP. The receiver may have got the post all the same.
     *
     * @param reason the kind of failure, without the address
     */
    record Unanswered(String reason) implements CallbackAnswer {
        @Override
        public boolean isSuccess() {
            return false;
        }

        @Override
        public String describe() {
            return reason;
        }
    }

    /** Whether the receiver has it: any 2xx (C57). A redirect is none, since it is not followed. */
    boolean isSuccess();

    /** The answer in a few words for the log. */
    String describe();
}
