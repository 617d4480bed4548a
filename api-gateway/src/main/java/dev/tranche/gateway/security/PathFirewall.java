package dev.tranche.gateway.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Table names may have any character, so paths may too, and what one means is up to the one controller that takes it. The actuator's paths
 * have no names of ours, and some of its endpoints take an encoded slash for a fault of the service: there the usual rules hold. Methods are
 * free everywhere: no rule of the door knows one, and who asks with a wrong one is to be told the right ones (C60).
 */
final class PathFirewall implements HttpFirewall {
    private static final String ACTUATOR = "/actuator";

    private final HttpFirewall ofActuator = strict();
    private final HttpFirewall ofTables = lenient();

    private static StrictHttpFirewall strict() {
        var firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    private static StrictHttpFirewall lenient() {
        var firewall = strict();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedDoubleSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowUrlEncodedPeriod(true);
        firewall.setAllowUrlEncodedLineFeed(true);
        firewall.setAllowUrlEncodedCarriageReturn(true);
        firewall.setAllowUrlEncodedLineSeparator(true);
        firewall.setAllowUrlEncodedParagraphSeparator(true);
        firewall.setAllowSemicolon(true);
        firewall.setAllowedParameterValues(value -> true);
        return firewall;
    }

    /** By the path that the request is led by, which no other spelling changes. */
    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        var firewall = request.getServletPath().startsWith(ACTUATOR) ? ofActuator : ofTables;
        return firewall.getFirewalledRequest(request);
    }

    @Override
    public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
        return ofTables.getFirewalledResponse(response);
    }
}
