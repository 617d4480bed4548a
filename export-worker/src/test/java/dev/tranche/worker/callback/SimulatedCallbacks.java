package dev.tranche.worker.callback;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.store.JobStore;
import dev.tranche.worker.simulation.Receiver;
import io.micrometer.core.instrument.MeterRegistry;

/** The real deliveries of callbacks, to a receiver in the same process. */
public final class SimulatedCallbacks {
    private final CallbackDelivery delivery;

    public SimulatedCallbacks(JobStore jobs, ConfirmedPublisher publisher, Receiver receiver, MeterRegistry meters) {
        this.delivery =
                new CallbackDelivery(jobs, request -> post(receiver, request), publisher, new CallbackMetrics(meters));
    }

    private static CallbackAnswer post(Receiver receiver, CallbackRequest request) {
        return receiver.take(new Receiver.Post(request.webhookId(), request.body()))
                ? new CallbackAnswer.Answered(200)
                : new CallbackAnswer.Unanswered("no answer");
    }

    /** As the listener does. */
    public void handle(CallbackMessage message) {
        delivery.handle(message, TraceHeaders.NONE);
    }
}
