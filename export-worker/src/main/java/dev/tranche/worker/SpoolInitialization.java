package dev.tranche.worker;

import dev.tranche.model.store.JobStore;
import dev.tranche.storage.job.JobStoreConfiguration;
import dev.tranche.worker.spool.DeploymentMark;
import dev.tranche.worker.spool.SpoolConfiguration;
import dev.tranche.worker.spool.SpoolFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** {@code export-worker --init-spool}: writes the job store's mark into an empty spool folder (P22). Twice is harmless. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({JobStoreConfiguration.class, SpoolConfiguration.class})
class SpoolInitialization {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolInitialization.class);

    static void run(String... args) {
        var application = new SpringApplicationBuilder(SpoolInitialization.class).web(WebApplicationType.NONE);
        try (var context = application.run(args)) {
            context.getBean(DeploymentMark.class)
                    .write(context.getBean(JobStore.class).deploymentId());
            LOG.info(
                    "the spool folder {} is ready",
                    context.getBean(SpoolFolder.class).path());
        }
    }
}
