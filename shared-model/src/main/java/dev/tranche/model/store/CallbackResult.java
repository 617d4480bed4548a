package dev.tranche.model.store;

/**
 * What one try of a callback came to, as its caller may read it.
 *
 * @param status of the receiver's answer, 0 if there was none
 * @param failure why there was no answer, without the address; empty if there was one
 */
public record CallbackResult(int status, String failure) {
    private static final int NO_MORE = 410;

    public CallbackResult {
        if ((status == 0) == failure.isEmpty()) {
            throw new IllegalArgumentException(
                    "a try has either a status or a failure, not " + status + " and '" + failure + "'");
        }
    }

    /** The receiver answered. */
    public static CallbackResult answered(int status) {
        return new CallbackResult(status, "");
    }

    /** There was no answer. */
    public static CallbackResult unanswered(String failure) {
        return new CallbackResult(0, failure);
    }

    /** Whether the receiver said that it wants no more of it. */
    public boolean isGone() {
        return status == NO_MORE;
    }

    /** The result in a few words. */
    public String describe() {
        return failure.isEmpty() ? "status " + status : failure;
    }
}
