package dev.tranche.gateway.error;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses paths that lead nowhere before Spring reads them, as FuzzTest found: one in which a percent sign does not begin an encoded byte
 * (RFC 3986, 2.1), which Tomcat refuses, but not behind a semicolon, where Spring takes it for a fault of the service; and one
 * with characters that nobody sees, unless it names a table or a job, which Spring's search for static files would write into the log.
 */
final class UnknownPaths extends OncePerRequestFilter {
    private static final Pattern NO_ENCODED_BYTE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** Tables and jobs are named by one element of a path, with whatever characters; no other path has such. */
    private static final Pattern UNSEEN = Pattern.compile(
            "(?!/export/(json|csv)/|/export/jobs/[^/]+(/[a-z]+)?\\z).*[\\p{Cntrl}\\p{Cf}\\u0085\\u2028\\u2029].*",
            Pattern.DOTALL);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (NO_ENCODED_BYTE.matcher(request.getRequestURI()).find()) {
            ErrorAnswer.of(HttpStatus.BAD_REQUEST).write(request, response);
        } else if (UNSEEN.matcher(request.getServletPath()).matches()) {
            ErrorAnswer.of(HttpStatus.NOT_FOUND).write(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
