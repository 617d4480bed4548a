package dev.tranche.engine.verify;

/** There is nothing to compare, for a reason that the message tells a person: a file missing, a table not named. */
public final class CannotVerify extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotVerify(String message) {
        super(message);
    }

    CannotVerify(String message, Throwable cause) {
        super(message, cause);
    }
}
