package dev.tranche.worker.callback;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.Consumers;
import dev.tranche.messaging.DeadLetters;
import dev.tranche.messaging.MessageCodec;
import dev.tranche.model.store.JobStore;
import dev.tranche.worker.callback.MicronautCallbackSender.Limits;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The callbacks' beans, for the worker's configuration to import. */
@Configuration(proxyBeanMethods = false)
public class CallbackConfiguration {
    @Bean
    CallbackNudge callbackNudge(ConfirmedPublisher publisher) {
        return new CallbackNudge(publisher);
    }

    @Bean
    CallbackMetrics callbackMetrics(MeterRegistry registry) {
        return new CallbackMetrics(registry);
    }

    /** Made by the thread that starts the consumers, since it takes seconds. */
    @Bean
    @Lazy
    MicronautCallbackSender callbackSender() {
        return new MicronautCallbackSender(Limits.DEFAULT);
    }

    @Bean
    @Lazy
    CallbackListener callbackListener(
            JobStore jobs,
            MicronautCallbackSender sender,
            ConfirmedPublisher publisher,
            CallbackMetrics metrics,
            MessageCodec codec,
            DeadLetters deadLetters) {
        var delivery = new CallbackDelivery(jobs, sender, RetrySchedule.DEFAULT, publisher, metrics);
        return new CallbackListener(codec, deadLetters, delivery);
    }

    @Bean
    CallbackListeners callbackListeners(Consumers consumers, ObjectProvider<CallbackListener> listener) {
        return new CallbackListeners(consumers, listener::getObject);
    }
}
