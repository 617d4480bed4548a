package dev.tranche.gateway.watch;

import dev.tranche.messaging.QueueDepths;
import dev.tranche.model.store.JobStore;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what a scrape of the gateway asks of job store and broker. */
@Configuration(proxyBeanMethods = false)
public class WatchConfiguration {
    /** Less than any usual scrape interval, more than one scrape takes. */
    private static final Duration MAX_AGE = Duration.ofSeconds(3);

    @Bean
    JobMeters gatewayJobMeters(JobStore jobs) {
        return new JobMeters(jobs, MAX_AGE, System::nanoTime);
    }

    @Bean
    QueueMeters gatewayQueueMeters(QueueDepths depths) {
        return new QueueMeters(depths, MAX_AGE, System::nanoTime);
    }
}
