package dev.tranche.gateway.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/** Refuses to start a service that others could reach without a token. */
final class BoundAddress {
    private static final String WHY = "Without tranche.tokens[n] everybody who can reach the service may do everything,"
            + " so it listens on a loopback address only, such as 127.0.0.1.";

    private final Environment environment;

    BoundAddress(Environment environment) {
        this.environment = environment;
    }

    /** @throws InvalidConfigurationPropertyValueException which Spring Boot reports by property, value and reason */
    void mustBeLoopback() {
        check("server.address");
        if (environment.containsProperty("management.server.port")) {
            check("management.server.address");
        }
    }

    private void check(String property) {
        String address = environment.getProperty(property);
        if (!isLoopback(address)) {
            throw new InvalidConfigurationPropertyValueException(property, address == null ? "" : address, WHY);
        }
    }

    private static boolean isLoopback(@Nullable String address) {
        try {
            return address != null
                    && !address.isBlank()
                    && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
