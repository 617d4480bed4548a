package dev.tranche.model.message;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The trace that a message belongs to, as W3C Trace Context headers by lower-case name, so that one trace reaches from POST
 * through every chunk to the webhook. Empty where nobody traces.
 */
public record TraceHeaders(Map<String, String> byName) {
    /** The headers that travel. Source: W3C Trace Context and W3C Baggage. */
    public static final Set<String> NAMES = Set.of("traceparent", "tracestate", "baggage");

    /** No trace. */
    public static final TraceHeaders NONE = new TraceHeaders(Map.of());

    public TraceHeaders {
        byName = Map.copyOf(byName);
        if (!NAMES.containsAll(byName.keySet())) {
            throw new IllegalArgumentException(
                    "trace headers are " + new TreeSet<>(NAMES) + ", not " + new TreeSet<>(byName.keySet()));
        }
    }
}
