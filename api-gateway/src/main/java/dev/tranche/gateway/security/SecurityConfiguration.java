package dev.tranche.gateway.security;

import dev.tranche.gateway.error.ErrorAnswer;
import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The door: Spring Security's resource server over the configured token hashes (C62), or loopback without tokens. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenSettings.class)
public class SecurityConfiguration {
    private static final ErrorAnswer UNAUTHORIZED = new ErrorAnswer(HttpStatus.UNAUTHORIZED, "Unauthorized request")
            .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer");

    @Bean
    OpaqueTokenIntrospector gatewayTokens(TokenSettings settings) {
        return new HashedTokens(settings);
    }

    @Bean
    SecurityFilterChain gatewaySecurity(HttpSecurity http, TokenSettings settings, Environment environment) {
        http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(unauthorized()).accessDeniedHandler(forbidden()));
        return settings.areNone() ? local(http, environment) : byToken(http);
    }

    private static SecurityFilterChain local(HttpSecurity http, Environment environment) {
        new BoundAddress(environment).mustBeLoopback();
        return http.addFilterBefore(new LocalRequestsOnly(), SecurityContextHolderFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    private static SecurityFilterChain byToken(HttpSecurity http) {
        return http.oauth2ResourceServer(server -> server.opaqueToken(tokens -> {})
                        .authenticationEntryPoint(unauthorized())
                        .accessDeniedHandler(forbidden()))
                .authorizeHttpRequests(SecurityConfiguration::rules)
                .build();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll()
                .requestMatchers("/actuator/health", "/actuator/health/**")
                .permitAll()
                .requestMatchers("/actuator/**")
                .hasAnyAuthority(Role.READ.name(), Role.ADMIN.name())
                .requestMatchers("/export/dump", "/export/json/**", "/export/csv/**")
                .hasAnyAuthority(Role.EXPORT.name(), Role.ADMIN.name())
                .requestMatchers(HttpMethod.POST, "/export/jobs/*/callback")
                .hasAuthority(Role.ADMIN.name())
                .anyRequest()
                .authenticated();
    }

    private static AuthenticationEntryPoint unauthorized() {
        return (request, response, why) -> UNAUTHORIZED.write(request, response);
    }

    private static AccessDeniedHandler forbidden() {
        return (request, response, why) -> {
            String role = CallerArgument.current().role().name().toLowerCase(Locale.ROOT);
            new ErrorAnswer(HttpStatus.FORBIDDEN, "A token with the role '" + role + "' may not do this")
                    .write(request, response);
        };
    }

    @Bean
    HttpFirewall gatewayFirewall() {
        return new PathFirewall();
    }

    @Bean
    RequestRejectedHandler gatewayRejections() {
        return (request, response, why) ->
                ErrorAnswer.of(HttpStatus.BAD_REQUEST).write(request, response);
    }

    @Bean
    WebMvcConfigurer gatewayCallers() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgument());
            }
        };
    }
}
