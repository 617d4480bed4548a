package dev.tranche.worker.callback;

import dev.tranche.messaging.ConfirmedPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The callbacks' beans, for the worker's configuration to import. */
@Configuration(proxyBeanMethods = false)
public class CallbackConfiguration {
    @Bean
    CallbackNudge callbackNudge(ConfirmedPublisher publisher) {
        return new CallbackNudge(publisher);
    }
}
