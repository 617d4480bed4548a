package dev.tranche.worker;

import dev.tranche.messaging.MessagingConfiguration;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.storage.health.StoreHealthConfiguration;
import dev.tranche.storage.job.JobStoreConfiguration;
import dev.tranche.storage.object.ObjectStoreConfiguration;
import dev.tranche.storage.source.DatabasesConfiguration;
import dev.tranche.worker.callback.CallbackConfiguration;
import dev.tranche.worker.chunk.ChunkConfiguration;
import dev.tranche.worker.spool.SpoolConfiguration;
import dev.tranche.worker.sweep.SweepConfiguration;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All of an export worker, for {@link WorkerApplication} and for standalone to import; it scans nothing. */
@Configuration(proxyBeanMethods = false)
@Import({
    JobStoreConfiguration.class,
    ObjectStoreConfiguration.class,
    DatabasesConfiguration.class,
    StoreHealthConfiguration.class,
    MessagingConfiguration.class,
    SpoolConfiguration.class,
    ChunkConfiguration.class,
    SweepConfiguration.class,
    CallbackConfiguration.class
})
public class WorkerConfiguration {
    /** Said before any bean that needs one is made, so that the reason is this and not a missing bean. */
    @Bean
    static BeanFactoryPostProcessor objectStoreIsThere() {
        return beans -> {
            if (beans.getBeanNamesForType(ObjectStore.class, true, false).length == 0) {
                throw new WorkerCannotStart(
                        "An export worker needs an object store, and none is configured.",
                        "Set tranche.s3.bucket (or the environment variable EXPORT_BUCKET), or tranche.objects-folder.");
            }
        };
    }
}
