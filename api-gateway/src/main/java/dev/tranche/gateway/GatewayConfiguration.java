package dev.tranche.gateway;

import dev.tranche.gateway.admission.AdmissionConfiguration;
import dev.tranche.gateway.download.DownloadConfiguration;
import dev.tranche.gateway.error.ErrorConfiguration;
import dev.tranche.gateway.job.JobConfiguration;
import dev.tranche.gateway.limit.LimitConfiguration;
import dev.tranche.gateway.security.SecurityConfiguration;
import dev.tranche.gateway.source.SourceConfiguration;
import dev.tranche.gateway.sync.SyncConfiguration;
import dev.tranche.gateway.watch.WatchConfiguration;
import dev.tranche.messaging.MessagingConfiguration;
import dev.tranche.storage.health.StoreHealthConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * All of the gateway but the stores, for its own application and for standalone to import. The defaults are a property source of their own, below
 * every other, because of two {@code application.properties} on one class path only one is read.
 */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:dev/tranche/gateway/defaults.properties")
@Import({
    SecurityConfiguration.class,
    LimitConfiguration.class,
    ErrorConfiguration.class,
    SourceConfiguration.class,
    SyncConfiguration.class,
    AdmissionConfiguration.class,
    JobConfiguration.class,
    DownloadConfiguration.class,
    WatchConfiguration.class,
    MessagingConfiguration.class,
    StoreHealthConfiguration.class
})
public class GatewayConfiguration {}
