package dev.tranche.gateway.sync;

import dev.tranche.gateway.source.Sources;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires tier 1. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SyncSettings.class)
public class SyncConfiguration {
    @Bean
    SyncController gatewaySync(Sources sources, SyncSettings settings, MeterRegistry meters) {
        return new SyncController(
                sources, new SyncStreamer(settings.maxDuration(), System::nanoTime, new SyncMeters(meters)));
    }

    /** A slash in a table's name reaches the controller as {@code %2F} and not as one more segment, or a 400. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> gatewayEncodedSlashes() {
        return factory -> factory.addConnectorCustomizers(
                connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
    }
}
