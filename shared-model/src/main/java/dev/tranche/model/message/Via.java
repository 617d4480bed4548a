package dev.tranche.model.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a chunk message was sent (P1), by the names of its header {@code tranche-via}. The worker reads it to tell a stale
 * message that may be the last trace of a crash from one that can be dropped.
 */
public enum Via {
    /** The gateway accepted the job. */
    NEW,
    /** A worker committed the step before and hands on the next one. */
    NEXT,
    /** The step failed and is tried again (P10). */
    FAILED,
    /** The step could not be claimed, because another delivery holds it (P2). */
    REFUSED,
    /** The chain looked broken: the sweeper or a crash's redelivery sends the current step again (P11). */
    REPAIR;

    /** The name in the message header. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason of this name; empty where there is none. */
    public static Optional<Via> find(String wireName) {
        return Arrays.stream(values())
                .filter(v -> v.wireName().equals(wireName))
                .findFirst();
    }
}
