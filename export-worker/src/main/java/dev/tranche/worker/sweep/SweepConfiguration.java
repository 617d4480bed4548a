package dev.tranche.worker.sweep;

import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.store.JobStore;
import dev.tranche.worker.spool.SpoolFolder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sweeper's beans, for the worker's configuration to import. */
@Configuration(proxyBeanMethods = false)
public class SweepConfiguration {
    @Bean
    Cleaner cleaner(JobStore jobs, ObjectStore objects, SpoolFolder spool) {
        return new Cleaner(jobs, objects, spool);
    }
}
