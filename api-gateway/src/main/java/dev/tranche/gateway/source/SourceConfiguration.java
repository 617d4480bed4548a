package dev.tranche.gateway.source;

import dev.tranche.storage.source.Databases;
import dev.tranche.storage.source.DatabasesConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the choice of a database. */
@Configuration(proxyBeanMethods = false)
@Import(DatabasesConfiguration.class)
public class SourceConfiguration {
    @Bean
    Sources gatewaySources(Databases databases) {
        return new Sources(databases);
    }
}
