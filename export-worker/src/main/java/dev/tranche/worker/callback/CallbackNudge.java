package dev.tranche.worker.callback;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.PublishFailed;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.store.Aftermath.CallbackState;
import dev.tranche.model.store.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the consumers of callbacks that a job has ended (P9). The chunk calls it after the terminal write, the sweeper for what
 * is overdue. Thread-safe. Once too often is harmless: the row says whether a try is due.
 */
public final class CallbackNudge {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackNudge.class);

    private final ConfirmedPublisher publisher;

    public CallbackNudge(ConfirmedPublisher publisher) {
        this.publisher = publisher;
    }

    /** Sends the nudge if this ended job owes a callback. One that could not be sent is sent by the sweeper later. */
    public void send(Job job, TraceHeaders trace) {
        if (job.aftermath().callback().state() != CallbackState.PENDING) {
            return;
        }
        try {
            publisher.publish(MessageQueue.CALLBACKS, CallbackMessage.ofEnded(job.id()), trace);
        } catch (PublishFailed e) {
            LOG.atWarn().addKeyValue("job", job.id()).log("callback not nudged, the sweeper will: {}", e.getMessage());
        }
    }
}
