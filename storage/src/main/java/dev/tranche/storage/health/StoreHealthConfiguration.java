package dev.tranche.storage.health;

import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.store.JobStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The components {@code jobStore} and {@code objectStore} of the health page, for gateway and worker to import. */
@Configuration(proxyBeanMethods = false)
public class StoreHealthConfiguration {
    @Bean
    HealthIndicator jobStoreHealthIndicator(JobStore jobs) {
        return new JobStoreHealth(jobs);
    }

    @Bean
    HealthIndicator objectStoreHealthIndicator(ObjectProvider<ObjectStore> objects) {
        return new ObjectStoreHealth(objects);
    }
}
