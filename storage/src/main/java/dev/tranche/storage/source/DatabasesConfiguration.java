package dev.tranche.storage.source;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The databases bean, for gateway and worker to import. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
public class DatabasesConfiguration {
    @Bean
    Databases configuredDatabases(DatabaseSettings settings) {
        return new ConfiguredDatabases(settings);
    }
}
