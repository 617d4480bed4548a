package dev.tranche.gateway.download;

import dev.tranche.gateway.job.VisibleJobs;
import dev.tranche.model.object.ObjectStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires downloads. */
@Configuration(proxyBeanMethods = false)
public class DownloadConfiguration {
    @Bean
    DownloadController gatewayDownloads(VisibleJobs jobs, ObjectProvider<ObjectStore> objects) {
        return new DownloadController(jobs, new FinishedFiles(objects));
    }
}
