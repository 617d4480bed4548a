package dev.tranche.gateway.admission;

import dev.tranche.gateway.limit.AdmittedJobs;
import dev.tranche.gateway.source.Sources;
import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.model.object.ObjectStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Wires the start of tier 2. */
@Configuration(proxyBeanMethods = false)
public class AdmissionConfiguration {
    /** A confirm takes milliseconds, so two are plenty; more only wait for the same broker. */
    private static final int PUBLISHING_THREADS = 2;

    /** Between two tries of a nudge that failed. Long beside a try, short beside the half minute after which repair comes. */
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    /** Nudges that wait for a broker that hangs or is away; each is some hundred bytes. Repair sends what found no room. */
    private static final int WAITING_NUDGES = 1_000;

    @Bean
    ChunkNudges gatewayNudges(ConfirmedPublisher publisher, MeterRegistry meters) {
        var failures = Counter.builder("tranche.publish.failures")
                .description("First messages of jobs that the broker did not confirm at once")
                .register(meters);
        return new ChunkNudges(publisher, BETWEEN_TRIES, publishing(), failures);
    }

    private static ExecutorService publishing() {
        return new ThreadPoolExecutor(
                PUBLISHING_THREADS,
                PUBLISHING_THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_NUDGES),
                new CustomizableThreadFactory("nudge-"));
    }

    @Bean
    AdmissionDesk gatewayAdmissions(Sources sources, AdmittedJobs jobs, ChunkNudges nudges) {
        return new AdmissionDesk(new SourceCatalogue(sources), jobs, nudges, new SecureRandom());
    }

    @Bean
    ExportController gatewayExports(AdmissionDesk desk, ObjectProvider<ObjectStore> objects, MeterRegistry meters) {
        return new ExportController(desk, objects, meters);
    }
}
