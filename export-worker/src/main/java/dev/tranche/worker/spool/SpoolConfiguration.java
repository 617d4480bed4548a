package dev.tranche.worker.spool;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The spool folder's beans, for the worker's configuration and for {@code --init-spool} to import. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SpoolSettings.class)
public class SpoolConfiguration {
    @Bean
    SpoolFolder spoolFolder(SpoolSettings settings) {
        return new SpoolFolder(settings.folder());
    }

    @Bean
    DeploymentMark deploymentMark(SpoolSettings settings) {
        return new DeploymentMark(settings.folder());
    }
}
