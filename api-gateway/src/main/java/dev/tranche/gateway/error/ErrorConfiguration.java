package dev.tranche.gateway.error;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Wires the answers to errors into Spring MVC and Tomcat. */
@Configuration(proxyBeanMethods = false)
public class ErrorConfiguration {
    @Bean
    ErrorMapper gatewayErrorMapper() {
        return new ErrorMapper();
    }

    @Bean
    ActuatorRequests gatewayActuatorRequests() {
        return new ActuatorRequests();
    }

    /** Before Spring Security, which reads paths too. */
    @Bean
    FilterRegistrationBean<UnknownPaths> gatewayUnknownPaths() {
        var registration = new FilterRegistrationBean<>(new UnknownPaths());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    ErrorPage gatewayErrorPage() {
        return new ErrorPage();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> gatewayErrorValve() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(JsonErrorValve.class.getName());
            }
        });
    }
}
