package dev.tranche.worker.callback;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.Consumers;
import dev.tranche.messaging.DeadLetters;
import dev.tranche.messaging.MessageCodec;
import dev.tranche.model.store.JobStore;
import dev.tranche.worker.callback.MicronautCallbackSender.Limits;
import dev.tranche.worker.callback.address.CheckedAddresses;
import dev.tranche.worker.callback.address.HostLookup;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The callbacks' beans, for the worker's configuration to import. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CallbackSettings.class)
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
    MicronautCallbackSender callbackSender(CallbackSettings settings) {
        var addresses = new CheckedAddresses(settings.policy(), HostLookup.SYSTEM, lookups());
        return new MicronautCallbackSender(Limits.DEFAULT, addresses, settings.signer(), InstantSource.system());
    }

    /** A name server that hangs holds a thread for as long as Java waits for it; the post is given up before. */
    private static ExecutorService lookups() {
        return Executors.newCachedThreadPool(daemons("callback-lookup-"));
    }

    private static ThreadFactory daemons(String prefix) {
        var threads = new CustomizableThreadFactory(prefix);
        threads.setDaemon(true);
        return threads;
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
        var delivery = new CallbackDelivery(jobs, sender, publisher, metrics);
        return new CallbackListener(codec, deadLetters, delivery);
    }

    @Bean
    CallbackListeners callbackListeners(Consumers consumers, ObjectProvider<CallbackListener> listener) {
        return new CallbackListeners(consumers, listener::getObject);
    }
}
