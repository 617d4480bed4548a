package dev.tranche.standalone.quickstart;

/** The quickstart cannot go on; the message is for the person at the terminal and says why. */
final class QuickstartFailed extends RuntimeException {
    QuickstartFailed(String message) {
        super(message);
    }

    QuickstartFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
