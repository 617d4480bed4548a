package dev.tranche.gateway.limit;

import dev.tranche.model.store.JobStore;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Wires the limits: the heads of requests before Tomcat reads them, bodies before the door, rates and jobs behind it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
public class LimitConfiguration {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> gatewayHeadDeadline(LimitSettings limits) {
        return factory -> {
            factory.setProtocol(ImpatientHttp11Protocol.class.getName());
            factory.addProtocolHandlerCustomizers((ImpatientHttp11Protocol protocol) ->
                    protocol.closeSlowHeads(limits.requestTime(), System::nanoTime));
        };
    }

    @Bean
    FilterRegistrationBean<BoundedBodies> gatewayBodies(LimitSettings limits) {
        var registration = new FilterRegistrationBean<>(new BoundedBodies(limits, System::nanoTime));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    TimeMeter gatewayRateClock() {
        return TimeMeter.SYSTEM_MILLISECONDS;
    }

    /** Behind Spring Security's filter, whose order is negative. */
    @Bean
    FilterRegistrationBean<RequestRates> gatewayRates(LimitSettings limits, TimeMeter clock, MeterRegistry meters) {
        var refused = Counter.builder("tranche.requests.refused")
                .description("Requests refused because a limit was reached")
                .tag("limit", "requests_per_minute")
                .register(meters);
        var registration = new FilterRegistrationBean<>(new RequestRates(limits.requestsPerMinute(), clock, refused));
        registration.setOrder(0);
        return registration;
    }

    @Bean
    AdmittedJobs gatewayAdmittedJobs(LimitSettings limits, JobStore jobs, MeterRegistry meters) {
        return new AdmittedJobs(limits, jobs, meters);
    }
}
