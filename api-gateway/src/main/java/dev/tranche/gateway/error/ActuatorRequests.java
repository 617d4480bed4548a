package dev.tranche.gateway.error;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps from Spring Boot's actuator what it takes for a fault of the service, as FuzzTest found: an {@code Accept} without any media
 * type, which says the same as none (RFC 9110, 12.5.1), the type of a body, of which it has no use, and parts of health components, of
 * which ours have none.
 */
final class ActuatorRequests extends OncePerRequestFilter {
    private static final String ACTUATOR = "/actuator/";

    private static final Pattern PART_OF_A_COMPONENT =
            Pattern.compile("/actuator/health/(?!(liveness|readiness)/[^/]+/*$)[^/]+/+[^/].*");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().startsWith(ACTUATOR);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (PART_OF_A_COMPONENT.matcher(request.getServletPath()).matches()) {
            ErrorAnswer.of(HttpStatus.NOT_FOUND).write(request, response);
            return;
        }
        chain.doFilter(new Asked(request), response);
    }

    private static final class Asked extends HttpServletRequestWrapper {
        Asked(HttpServletRequest request) {
            super(request);
        }

        private boolean hides(String name) {
            return HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name)
                    || (HttpHeaders.ACCEPT.equalsIgnoreCase(name) && isBlank(super.getHeader(name)));
        }

        private static boolean isBlank(@Nullable String value) {
            return value != null && value.isBlank();
        }

        @Override
        public @Nullable String getContentType() {
            return null;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return hides(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return hides(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }
    }
}
