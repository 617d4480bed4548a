package dev.tranche.messaging;

import java.io.Serial;

/** A message that is none of ours, or not whole. It stays so: it belongs into the dead queue, with an alert (P23). */
public final class Unparseable extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    Unparseable(String message) {
        super(message);
    }

    Unparseable(String message, Throwable cause) {
        super(message, cause);
    }
}
