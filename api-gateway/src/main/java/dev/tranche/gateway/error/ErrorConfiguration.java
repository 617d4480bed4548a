package dev.tranche.gateway.error;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the answers to errors into Spring MVC and Tomcat. */
@Configuration(proxyBeanMethods = false)
public class ErrorConfiguration {
    @Bean
    ErrorMapper gatewayErrorMapper() {
        return new ErrorMapper();
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
