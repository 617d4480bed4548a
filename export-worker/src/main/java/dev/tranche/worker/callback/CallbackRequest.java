package dev.tranche.worker.callback;

import dev.tranche.model.message.TraceHeaders;
import java.net.URI;

/**
 * What is posted, the same at every try but for the trace (I6).
 *
 * @param webhookId names the callback, so that a receiver can tell a second delivery from a second event
 * @param body JSON in UTF-8
 */
record CallbackRequest(URI url, String webhookId, String body, TraceHeaders trace) {
    /** Where it goes as a log may show it: the rest of the address may be a secret of the receiver's. */
    String host() {
        return String.valueOf(url.getHost());
    }

    /** Without address and body. */
    @Override
    public String toString() {
        return "CallbackRequest[webhookId=" + webhookId + ", host=" + host() + "]";
    }
}
